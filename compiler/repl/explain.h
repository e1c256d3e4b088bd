// Explain: every line of the policy that speaks of an action, with the conditions that one request met and their
// values, by the plain evaluator.
#pragma once

#include <string>

#include "compiler/evaluate/evaluator.h"
#include "compiler/pipeline.h"

namespace bpol::repl {

// `evaluator` belongs to the request; what it reads, it reads again.
std::string Explain(const compiler::Compiled& compiled, std::uint32_t action, evaluate::Evaluator& evaluator);

}  // namespace bpol::repl
