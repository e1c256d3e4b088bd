// Which expressions may be evaluated although nobody asked: they cannot fault, call, loop or read through a pointer
// that may be null. Cheap ones of these make `and`, `or` and `if` free of branches, which pays on mixed traffic.
#pragma once

#include <vector>

#include "compiler/core/core.h"

namespace bpol::emit {

inline constexpr int kNever = 1 << 20;        // the cost of what may not be evaluated early
inline constexpr int kSpeculationLimit = 12;  // instructions that may be wasted: about a mispredicted branch

// Roughly the instructions of each node with its operands; kNever and above: not speculatable.
std::vector<int> SpeculationCosts(const core::Program& program);

}  // namespace bpol::emit
