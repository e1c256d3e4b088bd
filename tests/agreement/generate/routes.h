// Routes: `bind` declarations for the actions of a unit: each attribute from some part of the wire that can hold it.
#pragma once

#include <string>

#include "runtime/base/random.h"
#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

std::string DrawRoutes(Random& random, const Vocabulary& vocabulary);

}  // namespace bpol::agreement
