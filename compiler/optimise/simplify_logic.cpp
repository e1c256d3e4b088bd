// `and`, `or`, `not`, `if` and `??` where one side is known. What is evaluated first stays evaluated first: a side is
// left out only where it would not have been reached, or where leaving it out shows nowhere.
#include <optional>

#include "compiler/optimise/purity.h"
#include "compiler/optimise/rewrites.h"

namespace bpol::optimise {

using core::Expr;
using core::ExprId;
using core::Op;

namespace {

std::optional<bool> Known(const core::Program& program, ExprId id) {
  const Expr& expr = program.At(id);
  if (expr.op != Op::Bool) return std::nullopt;
  return expr.immediates[0] != 0;
}

// The operand that says what the node says; nothing where there is none.
std::optional<ExprId> AndOr(const core::Program& program, const Expr& expr) {
  const bool neutral = expr.op == Op::And;  // `true and x` is x, `false or x` is x
  const auto [left, right] = std::pair(expr.operands[0], expr.operands[1]);
  if (const std::optional<bool> known = Known(program, left)) return *known == neutral ? right : left;
  const std::optional<bool> known = Known(program, right);
  if (!known) return std::nullopt;
  if (*known == neutral) return left;
  return CanBeDropped(program, left) ? std::optional(right) : std::nullopt;
}

std::optional<ExprId> Replacement(const core::Program& program, const Expr& expr) {
  switch (expr.op) {
    case Op::And:
    case Op::Or:
      return AndOr(program, expr);
    case Op::Not: {
      const Expr& operand = program.At(expr.operands[0]);
      return operand.op == Op::Not ? std::optional(operand.operands[0]) : std::nullopt;
    }
    case Op::If: {
      const std::optional<bool> known = Known(program, expr.operands[0]);
      return known ? std::optional(expr.operands[*known ? 1 : 2]) : std::nullopt;
    }
    case Op::Unwrap: {
      const Expr& operand = program.At(expr.operands[0]);
      return operand.op == Op::Some ? std::optional(operand.operands[0]) : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

void SimplifyLogic(core::Program& program, const OptimiseOptions&) {
  for (std::size_t i = 0; i < program.exprs.size(); ++i) {
    if (const std::optional<ExprId> same = Replacement(program, program.exprs[i])) {
      // The node takes the place of its operand; what it leaves behind is used by nothing.
      Expr replacement = program.At(*same);
      program.exprs[i] = std::move(replacement);
    }
  }
}

}  // namespace bpol::optimise
