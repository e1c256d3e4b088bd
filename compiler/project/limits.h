// What the manifest allows, held against what a project came to.
#pragma once

#include <span>

#include "compiler/checked/checked.h"
#include "compiler/diagnostics/diagnostics.h"
#include "compiler/project/manifest.h"

namespace bpol::project {

// `schema` is complete: costs are known. `lifecycle_costs`: one a schema.lifecycles. `unit` says where they stand.
void CheckLimits(const Manifest& manifest, const checked::Unit& unit, const schema::Unit& schema,
                 std::span<const std::int64_t> lifecycle_costs, Diagnostics& diagnostics);

}  // namespace bpol::project
