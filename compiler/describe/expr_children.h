// The expressions directly below an expression, in order of evaluation.
#pragma once

#include <functional>

#include "compiler/checked/checked.h"

namespace bpol::describe {

// Does not follow CellRead: a cell belongs to the action and is visited once.
void ForEachChild(const checked::Node& node, const std::function<void(checked::ExprId)>& visit);

}  // namespace bpol::describe
