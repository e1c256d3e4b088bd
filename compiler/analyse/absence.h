// Facts declared `else absent` in lines that refuse: when their store is down, the line decides on an absence that is
// none.
#pragma once

#include "compiler/checked/checked.h"
#include "compiler/diagnostics/diagnostics.h"

namespace bpol::analyse {

void WarnOfAbsence(const checked::Unit& unit, const checked::Action& action, Diagnostics& diagnostics);

}  // namespace bpol::analyse
