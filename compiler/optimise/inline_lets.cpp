// A `let` that only reads something is read where it stands: nothing is kept in a cell, and an index sees what a test
// is of.
#include "compiler/core/walk.h"
#include "compiler/optimise/purity.h"
#include "compiler/optimise/rewrites.h"
#include "compiler/optimise/trees.h"

namespace bpol::optimise {

using core::Expr;
using core::ExprId;
using core::Op;

namespace {

constexpr std::size_t kMostNodes = 6;  // to read once more is then cheaper than to ask whether it was read

std::size_t NodesOf(const core::Program& program, ExprId id) {
  std::size_t nodes = 1;
  for (const ExprId operand : program.At(id).operands) nodes += NodesOf(program, operand);
  return nodes;
}

bool OnlyReads(const core::Program& program, ExprId id) {
  switch (program.At(id).op) {
    case Op::Frame:
    case Op::Load:
    case Op::Unwrap:
    case Op::Some:
    case Op::Present:
    case Op::Bool:
    case Op::Int:
    case Op::Text:
      break;
    default:
      return false;
  }
  for (const ExprId operand : program.At(id).operands)
    if (!OnlyReads(program, operand)) return false;
  return true;
}

const core::LetCell* ReadingLet(const core::Program& program, std::uint32_t action, const Expr& expr) {
  if (expr.op != Op::Cell) return nullptr;
  const core::Cell& cell = program.actions[action].cells[static_cast<std::size_t>(expr.immediates[0])];
  const auto* let = std::get_if<core::LetCell>(&cell.kind);
  const bool reads = let != nullptr && program.At(let->value).type == cell.type && OnlyReads(program, let->value) &&
                     NodesOf(program, let->value) <= kMostNodes;
  return reads ? let : nullptr;
}

bool HoldsReadingLet(const core::Program& program, std::uint32_t action, ExprId id) {
  const Expr& expr = program.At(id);
  if (ReadingLet(program, action, expr) != nullptr) return true;
  for (const ExprId operand : expr.operands)
    if (HoldsReadingLet(program, action, operand)) return true;
  return false;
}

ExprId WithLets(core::Program& program, std::uint32_t action, ExprId root) {
  return CopyTree(program, root, [&](ExprId original) -> std::optional<Expr> {
    const core::LetCell* let = ReadingLet(program, action, program.At(original));
    if (let == nullptr) return std::nullopt;
    Expr value = program.At(let->value);
    for (ExprId& operand : value.operands) operand = CopyTree(program, operand, [](ExprId) { return std::nullopt; });
    return value;
  });
}

}  // namespace

// Cells come first and in order, so that a let of a let reads what that one reads.
void InlineLets(core::Program& program, const OptimiseOptions&) {
  core::ForEachRoot(program, [&](const core::Root& root, ExprId& expr) {
    if (HoldsReadingLet(program, root.action, expr)) expr = WithLets(program, root.action, expr);
  });
}

}  // namespace bpol::optimise
