// Whether a program holds what core.h promises. Text from outside is verified before anything else reads it, and in
// debug builds so is the result of every rewrite.
#pragma once

#include "compiler/core/core.h"
#include "runtime/base/result.h"

namespace bpol::core {

// Types, indices, the tree shape, variables in scope, cells in order and inside the scratch memory, constants before
// their uses.
Status Verify(const Program& program);

}  // namespace bpol::core
