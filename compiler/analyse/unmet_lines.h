// Lines of consents and redactions that no request, or no object of a response, can meet: told where it is so for every
// action that has them.
#pragma once

#include "compiler/checked/checked.h"
#include "compiler/diagnostics/diagnostics.h"

namespace bpol::analyse {

void CheckUnmetLines(const checked::Unit& unit, Diagnostics& diagnostics);

}  // namespace bpol::analyse
