// TestWriter: fixtures and tests for a generated unit. Their requests are drawn like all others, given to the plain
// evaluator as JSON, and written as policies write them; what it said is what they expect. So a test that fails shows
// that the engines disagree, or that a fixture is not the request that it says.
#pragma once

#include <string>

#include "runtime/base/random.h"
#include "tests/agreement/engines.h"
#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

// The declarations; `engines` has the unit without them.
std::string DrawTests(Random& random, const Vocabulary& vocabulary, Engines& engines);

}  // namespace bpol::agreement
