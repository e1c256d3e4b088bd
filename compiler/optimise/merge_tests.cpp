// `x == 1 or x == 2`, and the like with sets already made, becomes one `one_of`: fewer instructions, and a test that an
// index can read.
#include "compiler/optimise/purity.h"
#include "compiler/optimise/rewrites.h"

namespace bpol::optimise {

using core::Expr;
using core::ExprId;
using core::Op;

namespace {

// A test of one value against constants: `eq` with a constant on its right, or `one_of`.
bool IsTest(const core::Program& program, const Expr& expr) {
  if (expr.op == Op::OneOf) return true;
  return expr.op == Op::Eq && program.At(expr.operands[1]).op == Op::Int;
}

}  // namespace

void MergeTests(core::Program& program, const OptimiseOptions&) {
  for (Expr& expr : program.exprs) {
    if (expr.op != Op::Or) continue;
    const Expr& left = program.At(expr.operands[0]);
    const Expr& right = program.At(expr.operands[1]);
    if (!IsTest(program, left) || !IsTest(program, right)) continue;
    // The value is evaluated once instead of twice, which must not show.
    if (!SameTree(program, left.operands[0], right.operands[0]) || !CanBeDropped(program, right.operands[0])) continue;
    std::vector<ExprId> operands = left.operands;
    operands.insert(operands.end(), right.operands.begin() + 1, right.operands.end());
    expr = {.op = Op::OneOf, .type = expr.type, .operands = std::move(operands)};
  }
}

}  // namespace bpol::optimise
