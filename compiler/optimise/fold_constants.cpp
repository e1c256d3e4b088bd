// Operations on constants become their result, unless the result is a fault: that stays where it is reached.
#include <bit>
#include <optional>

#include "compiler/optimise/rewrites.h"
#include "runtime/values/integer.h"

namespace bpol::optimise {

using core::Expr;
using core::Op;
using values::Fault;

namespace {

using Integer = std::int64_t;

std::optional<Integer> ConstantOf(const core::Program& program, core::ExprId id) {
  const Expr& expr = program.At(id);
  if (expr.op != Op::Int && expr.op != Op::Bool) return std::nullopt;
  return expr.immediates[0];
}

// By reference: the call that writes the result may be evaluated after a copy would be made.
std::optional<Integer> Checked(Fault fault, const Integer& result) {
  return fault == Fault::None ? std::optional(result) : std::nullopt;
}

std::optional<Integer> Arithmetic(Op op, Integer a, Integer b) {
  Integer out = 0;
  switch (op) {
    case Op::Add:
      return Checked(values::AddInt(a, b, &out), out);
    case Op::Sub:
      return Checked(values::SubInt(a, b, &out), out);
    case Op::Mul:
      return Checked(values::MulInt(a, b, &out), out);
    case Op::Min:
      return std::min(a, b);
    case Op::Max:
      return std::max(a, b);
    case Op::BitsUnion:
      return a | b;
    default:
      return std::nullopt;
  }
}

std::optional<Integer> Comparison(Op op, Integer a, Integer b) {
  switch (op) {
    case Op::Eq:
    case Op::SameBool:
      return a == b;
    case Op::Ne:
      return a != b;
    case Op::Lt:
      return a < b;
    case Op::Le:
      return a <= b;
    case Op::Gt:
      return a > b;
    case Op::Ge:
      return a >= b;
    case Op::BitsHas:
      return (static_cast<std::uint64_t>(a) >> (b & 63)) & 1;
    case Op::BitsSubset:
      return (a & ~b) == 0;
    default:
      return std::nullopt;
  }
}

std::optional<Integer> Unary(Op op, Integer a) {
  Integer out = 0;
  switch (op) {
    case Op::Neg:
      return Checked(values::NegInt(a, &out), out);
    case Op::Not:
      return a == 0;
    case Op::BitOf:
      return static_cast<Integer>(std::uint64_t{1} << (a & 63));
    case Op::BitsCount:
      return std::popcount(static_cast<std::uint64_t>(a));
    default:
      return std::nullopt;
  }
}

std::optional<Integer> OneOf(const core::Program& program, const Expr& expr) {
  const std::optional<Integer> wanted = ConstantOf(program, expr.operands[0]);
  if (!wanted) return std::nullopt;
  for (std::size_t i = 1; i < expr.operands.size(); ++i) {
    if (program.At(expr.operands[i]).immediates[0] == *wanted) return 1;
  }
  return 0;
}

std::optional<Integer> Fold(const core::Program& program, const Expr& expr) {
  if (expr.op == Op::OneOf) return OneOf(program, expr);
  if (expr.type.optional || expr.operands.empty() || expr.operands.size() > 2) return std::nullopt;
  const std::optional<Integer> a = ConstantOf(program, expr.operands[0]);
  if (!a) return std::nullopt;
  if (expr.operands.size() == 1) return Unary(expr.op, *a);
  const std::optional<Integer> b = ConstantOf(program, expr.operands[1]);
  if (!b) return std::nullopt;
  const std::optional<Integer> compared = Comparison(expr.op, *a, *b);
  return compared ? compared : Arithmetic(expr.op, *a, *b);
}

}  // namespace

// Operands stand before their node, so one pass folds whole trees.
void FoldConstants(core::Program& program, const OptimiseOptions&) {
  for (Expr& expr : program.exprs) {
    const std::optional<Integer> value = Fold(program, expr);
    if (!value) continue;
    const core::Type type = expr.type;
    expr = {.op = type.rep == core::Rep::Bool ? Op::Bool : Op::Int, .type = type, .immediates = {*value}};
  }
}

}  // namespace bpol::optimise
