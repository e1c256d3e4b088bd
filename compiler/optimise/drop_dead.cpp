// Nodes that nothing uses any more leave, and the rest move together; so later passes do not pay for what was
// rewritten.
#include <utility>

#include "compiler/core/walk.h"
#include "compiler/optimise/rewrites.h"

namespace bpol::optimise {

using core::Expr;
using core::ExprId;

namespace {

void Mark(const core::Program& program, ExprId id, std::vector<bool>& used) {
  used[id.index] = true;
  for (const ExprId operand : program.At(id).operands) Mark(program, operand, used);
}

}  // namespace

void DropDead(core::Program& program, const OptimiseOptions&) {
  std::vector<bool> used(program.exprs.size());
  core::ForEachRoot(std::as_const(program), [&](const core::Root&, ExprId expr) { Mark(program, expr, used); });
  std::vector<ExprId> moved(program.exprs.size());
  std::vector<Expr> kept;
  for (std::size_t i = 0; i < program.exprs.size(); ++i) {
    if (!used[i]) continue;
    moved[i].index = static_cast<std::uint32_t>(kept.size());
    kept.push_back(std::move(program.exprs[i]));
    for (ExprId& operand : kept.back().operands) operand = moved[operand.index];
  }
  core::ForEachRoot(program, [&](const core::Root&, ExprId& expr) { expr = moved[expr.index]; });
  program.exprs = std::move(kept);
}

}  // namespace bpol::optimise
