// What a line is to the others of its block: one that no request can meet, one whose condition says nothing, one that
// earlier lines leave nothing to, one that adds nothing to another, a `permit` that cannot permit. Of consents and
// redactions: lines that no request, or no object, can meet. All of it only where Conditions is certain, whatever the
// params are and for every action that has the line.
#pragma once

#include "compiler/checked/checked.h"
#include "compiler/diagnostics/diagnostics.h"

namespace bpol::analyse {

void CheckLineRelations(const checked::Unit& unit, Diagnostics& diagnostics);

}  // namespace bpol::analyse
