// A counter-example as a `test` that can be pasted beside the fixture: it passes as long as the invariant is broken.
#pragma once

#include <optional>
#include <string>

#include "compiler/invariants/finding.h"

namespace bpol::invariants {

// Ends in a line break. Nothing where the action has no fixture, or tests have no words for a change.
std::optional<std::string> AsTest(const Subject& subject, const checked::Invariant& invariant, const Finding& finding);

}  // namespace bpol::invariants
