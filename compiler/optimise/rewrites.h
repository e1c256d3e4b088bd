// The rewrites of rewrites.def, one file each.
#pragma once

#include "compiler/core/core.h"
#include "compiler/optimise/optimise.h"

namespace bpol::optimise {

#define BPOL_REWRITE(function, name, what) void function(core::Program& program, const OptimiseOptions& options);
#include "compiler/optimise/rewrites.def"
#undef BPOL_REWRITE

}  // namespace bpol::optimise
