// Operators: logic that stops when decided, comparisons, whole-number arithmetic.
#include "compiler/evaluate/evaluator.h"
#include "runtime/values/integer.h"

namespace bpol::evaluate {

using checked::BinaryOp;

Maybe Evaluator::Node(const Expr&, const checked::Unary& node) {
  BPOL_EVAL(const Value value, Eval(node.operand));
  if (node.op == checked::UnaryOp::Not) return Bool(value.integer == 0);
  if (value.kind == Value::Kind::Money) {
    values::Money negated{};
    return Amount(values::MoneyNeg(value.money, &negated), negated);
  }
  if (value.kind == Value::Kind::Decimal) return Value::Of(values::DecimalNeg(value.decimal));
  std::int64_t negated = 0;
  return Int(values::NegInt(value.integer, &negated), negated);
}

// Two currencies are neither equal nor different: comparing them is a fault.
Maybe Evaluator::Equal(const Value& left, const Value& right, bool wanted) {
  if (left.kind != Value::Kind::Money) return Bool((decision::Compare(left, right) == 0) == wanted);
  std::int64_t order = 0;
  BPOL_EVAL([[maybe_unused]] const Value compared, Int(values::MoneyCompare(left.money, right.money, &order), order));
  return Bool((order == 0) == wanted);
}

// Stops when decided. Both sides are conditions of their own.
Maybe Evaluator::Joined(const checked::Binary& node) {
  BPOL_EVAL(const bool left, Holds(node.left));
  if (left == (node.op == BinaryOp::Or)) return Bool(left);
  BPOL_EVAL(const bool right, Holds(node.right));
  return Bool(right);
}

Maybe Evaluator::Node(const Expr&, const checked::Binary& node) {
  if (node.op == BinaryOp::And || node.op == BinaryOp::Or) return Joined(node);
  BPOL_EVAL(const Value left, Eval(node.left));
  BPOL_EVAL(const Value right, Eval(node.right));
  std::int64_t result = 0;
  switch (node.op) {
    case BinaryOp::And:
    case BinaryOp::Or:
      break;
    case BinaryOp::Eq:
      return Equal(left, right, true);
    case BinaryOp::Ne:
      return Equal(left, right, false);
    case BinaryOp::Lt:
      return Bool(decision::Compare(left, right) < 0);
    case BinaryOp::Le:
      return Bool(decision::Compare(left, right) <= 0);
    case BinaryOp::Gt:
      return Bool(decision::Compare(left, right) > 0);
    case BinaryOp::Ge:
      return Bool(decision::Compare(left, right) >= 0);
    case BinaryOp::Add:
      return Int(values::AddInt(left.integer, right.integer, &result), result);
    case BinaryOp::Sub:
      return Int(values::SubInt(left.integer, right.integer, &result), result);
    case BinaryOp::Mul:
      return Int(values::MulInt(left.integer, right.integer, &result), result);
  }
  BPOL_CHECK(false, "every operator has a meaning");
}

}  // namespace bpol::evaluate
