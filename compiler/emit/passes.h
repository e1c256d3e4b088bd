// LLVM's own rewrites, as far as they pay for units of ordinary size.
#pragma once

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

namespace bpol::emit {

// Common sub-expressions, simplified flow and arithmetic, within each function. No inlining and no vectors: functions
// keep their bounded size.
void Improve(llvm::Module& module, llvm::TargetMachine& machine);

}  // namespace bpol::emit
