// Whether leaving an expression out changes nothing that anyone can see.
#pragma once

#include "compiler/core/core.h"

namespace bpol::optimise {

// It cannot fault, counts no visit and computes no cell.
bool CanBeDropped(const core::Program& program, core::ExprId expr);

// Both give the same value wherever either is evaluated; variables are compared by number.
bool SameTree(const core::Program& program, core::ExprId left, core::ExprId right);

}  // namespace bpol::optimise
