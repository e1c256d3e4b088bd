// Contexts: all that is known where an expression is evaluated, one list of premises for each way to it. A let, consent
// or score is evaluated where it is read, so that it has the contexts of all its readers.
#pragma once

#include <optional>
#include <vector>

#include "compiler/analyse/premise.h"
#include "compiler/analyse/world_eval.h"

namespace bpol::analyse {

struct Contexts {
  std::vector<std::vector<Premise>> ways;  // empty: the action never evaluates it
  Bindings bindings;                       // of all variables of the action
};

// Nothing where there are too many.
std::optional<Contexts> ContextsOf(const checked::Unit& unit, const checked::Action& action, checked::ExprId expr);

}  // namespace bpol::analyse
