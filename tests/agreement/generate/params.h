// Params of collections, maps and records, and such as may be absent: of the types that parts and facts have.
#pragma once

#include "runtime/base/random.h"
#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

void DrawShapedParams(Random& random, Vocabulary& vocabulary);

}  // namespace bpol::agreement
