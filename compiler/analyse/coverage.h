// Whether the redaction of an action's response leaves nothing open.
#pragma once

#include "compiler/checked/checked.h"
#include "compiler/diagnostics/diagnostics.h"

namespace bpol::analyse {

void CheckCoverage(const checked::Unit& unit, const checked::Action& action, Diagnostics& diagnostics);

}  // namespace bpol::analyse
