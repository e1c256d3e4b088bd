// Expression trees as wholes: copied, and written as bytes that are equal where trees are.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/core/core.h"

namespace bpol::optimise {

// In the place of a node of the original; nothing: it is copied.
using Replace = std::function<std::optional<core::Expr>(core::ExprId original)>;

// A copy behind all other nodes. What `replace` gives has operands that stand in the program already.
core::ExprId CopyTree(core::Program& program, core::ExprId root, const Replace& replace);

// Where a number, text or other constant stands that lines may differ in, in order of the tree: operands of
// comparisons. Other constants say how an operation is to be understood, and stay what they are.
void CollectConstants(const core::Program& program, core::ExprId root, std::vector<core::ExprId>& constants);

// Two trees with the same form are equal but for the numbers of variables and, where constants are Left out, for those
// that CollectConstants finds.
enum class FormOf { Everything, ConstantsLeftOut };
void AppendForm(const core::Program& program, core::ExprId root, FormOf of, std::string& form);

}  // namespace bpol::optimise
