// Check: names with meaning -> the typed tree of the whole project. Every type is settled here, every optional is
// proved present or refused, every name becomes an index; evaluate/, describe/ and lower/ never ask again. When the
// policy is wrong the unit is of no use: `diagnostics` has errors, and the pipeline stops.
#pragma once

#include "compiler/checked/checked.h"
#include "compiler/checked/project.h"
#include "compiler/diagnostics/diagnostics.h"
#include "compiler/symbols/symbols.h"

namespace bpol::check {

// `module` may have unresolved names: they were reported, and what depends on them keeps silent.
checked::Unit Check(const symbols::Module& module, const checked::Project& project, Diagnostics& diagnostics);

}  // namespace bpol::check
