// What stands directly below an expression or a cell.
#pragma once

#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::checked {

// In order of evaluation; only valid ids. A CellRead has none: the cell belongs to its action.
std::vector<ExprId> Children(const Node& node);
// The expressions that a cell computes, in order.
std::vector<ExprId> Children(const Cell& cell);

}  // namespace bpol::checked
