// What the manifest allows, held against what a project came to.
#pragma once

#include "compiler/checked/checked.h"
#include "compiler/diagnostics/diagnostics.h"
#include "compiler/project/manifest.h"

namespace bpol::project {

// `schema` is complete: costs are known. `unit` says where actions stand.
void CheckLimits(const Manifest& manifest, const checked::Unit& unit, const schema::Unit& schema,
                 Diagnostics& diagnostics);

}  // namespace bpol::project
