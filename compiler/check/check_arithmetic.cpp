// `+`, `-`, `*` and the sign: on Int with ranges, on Decimal, on Money, and on times.
#include <algorithm>

#include "compiler/check/expr_checker.h"
#include "compiler/check/int_range.h"
#include "compiler/check/operator_text.h"

namespace bpol::check {

using checked::Builtin;
using decision::Value;
using syntax::BinaryOp;

namespace {

struct Rule {
  BinaryOp op;
  TypeKind left, right;
  Builtin builtin;
  TypeKind result;
};

constexpr Rule kRules[] = {
    {BinaryOp::Add, TypeKind::Instant, TypeKind::Duration, Builtin::InstantAdd, TypeKind::Instant},
    {BinaryOp::Subtract, TypeKind::Instant, TypeKind::Duration, Builtin::InstantSubtract, TypeKind::Instant},
    {BinaryOp::Subtract, TypeKind::Instant, TypeKind::Instant, Builtin::InstantDifference, TypeKind::Duration},
    {BinaryOp::Add, TypeKind::Date, TypeKind::Duration, Builtin::DateAdd, TypeKind::Date},
    {BinaryOp::Subtract, TypeKind::Date, TypeKind::Duration, Builtin::DateSubtract, TypeKind::Date},
    {BinaryOp::Subtract, TypeKind::Date, TypeKind::Date, Builtin::DateDifference, TypeKind::Duration},
    {BinaryOp::Add, TypeKind::Duration, TypeKind::Duration, Builtin::DurationAdd, TypeKind::Duration},
    {BinaryOp::Subtract, TypeKind::Duration, TypeKind::Duration, Builtin::DurationSubtract, TypeKind::Duration},
    {BinaryOp::Multiply, TypeKind::Duration, TypeKind::Int, Builtin::DurationMultiply, TypeKind::Duration},
    {BinaryOp::Add, TypeKind::Money, TypeKind::Money, Builtin::MoneyAdd, TypeKind::Money},
    {BinaryOp::Subtract, TypeKind::Money, TypeKind::Money, Builtin::MoneySubtract, TypeKind::Money},
    {BinaryOp::Multiply, TypeKind::Money, TypeKind::Int, Builtin::MoneyMultiply, TypeKind::Money},
    {BinaryOp::Add, TypeKind::Decimal, TypeKind::Decimal, Builtin::DecimalAdd, TypeKind::Decimal},
    {BinaryOp::Subtract, TypeKind::Decimal, TypeKind::Decimal, Builtin::DecimalSubtract, TypeKind::Decimal},
    {BinaryOp::Multiply, TypeKind::Decimal, TypeKind::Decimal, Builtin::DecimalMultiply, TypeKind::Decimal},
};

const Rule* FindRule(BinaryOp op, TypeKind left, TypeKind right) {
  const auto* found = std::ranges::find_if(
      kRules, [&](const Rule& rule) { return rule.op == op && rule.left == left && rule.right == right; });
  return found == std::end(kRules) ? nullptr : found;
}

// "behind `Money *` stands `Int`"
std::string WhatStandsBehind(BinaryOp op, TypeKind left, const std::string& shown) {
  std::vector<std::string> kinds;
  if (left == TypeKind::Int) kinds.emplace_back(types::KindName(TypeKind::Int));
  for (const Rule& rule : kRules) {
    if (rule.op == op && rule.left == left) kinds.emplace_back(types::KindName(rule.right));
    if (rule.op == op && op == BinaryOp::Multiply && rule.right == left) kinds.emplace_back(types::KindName(rule.left));
  }
  return kinds.empty() ? "" : "behind " + shown + " stands " + QuoteAll(kinds);
}

}  // namespace

Typed ExprChecker::CheckArithmetic(const syntax::Binary& binary, Span span) {
  const Typed left = Value(binary.left);
  const Typed right = Value(binary.right);
  if (left.error() || right.error()) return {};
  return ArithmeticOf(binary, left, right, span);
}

// With a message where the operator does not have these types.
Typed ExprChecker::ArithmeticOf(const syntax::Binary& binary, const Typed& left, const Typed& right, Span span) {
  const std::string op = OperatorText(binary.op);
  if (binary.op == BinaryOp::Divide) {
    session_.report.Add(Code::OperatorNotDefined, binary.operator_span, "`/` without a rounding",
                        "say how to round: `floor(a / b)`, `round(a / b, 2)`");
    return {};
  }
  if (IsScaling(binary, left, right)) {
    session_.report.Add(Code::OperatorNotDefined, binary.operator_span,
                        "`*` of `Money` and `Decimal` without a rounding", "say how to round: `round(a * b)`");
    return {};
  }
  if (types_.Is(left.type, TypeKind::Money) && types_.Is(right.type, TypeKind::Money) &&
      !CurrenciesAgree(left, right, binary.right))
    return {};
  const Typed result = Arithmetic(binary.op, left, right, span);
  if (!result.error()) return result;
  session_.report.Add(
      Code::OperatorNotDefined, binary.operator_span,
      Quote(op) + " between " + Quote(types_.Name(left.type)) + " and " + Quote(types_.Name(right.type)),
      WhatStandsBehind(binary.op, types_.KindOf(left.type), Quote(types_.Name(left.type) + " " + op)));
  return {};
}

bool ExprChecker::IsScaling(const syntax::Binary& binary, const Typed& left, const Typed& right) const {
  const TypeKind one = types_.KindOf(left.type), other = types_.KindOf(right.type);
  return binary.op == BinaryOp::Multiply && ((one == TypeKind::Money && other == TypeKind::Decimal) ||
                                             (one == TypeKind::Decimal && other == TypeKind::Money));
}

// A whole number as a Decimal; anything else as it is.
Typed ExprChecker::AsDecimal(const Typed& value) {
  if (!types_.Is(value.type, TypeKind::Int) || value.type.optional) return value;
  const checked::Expr& expr = session_.At(value.id);
  const Span span = expr.span;
  if (const auto* literal = std::get_if<checked::Literal>(&expr.node)) {
    const decision::Value decimal = Value::Of(values::DecimalOfInt(literal->value.integer));
    return MakeLiteral(decimal, session_.Scalar(TypeKind::Decimal), span, literal->given);
  }
  return MakeCall(Builtin::DecimalOfInt, {&value}, session_.Scalar(TypeKind::Decimal), span);
}

// Of an Int and a Decimal side by side both are Decimals.
void ExprChecker::EvenOut(Typed& one, Typed& other) {
  if (types_.Is(other.type, TypeKind::Decimal)) one = AsDecimal(one);
  if (types_.Is(one.type, TypeKind::Decimal)) other = AsDecimal(other);
}

// The error type, without a message, where the operator does not have these types.
Typed ExprChecker::Arithmetic(BinaryOp op, const Typed& left, const Typed& right, Span span) {
  const TypeKind one = types_.KindOf(left.type);
  const TypeKind other = types_.KindOf(right.type);
  if (one == TypeKind::Int && other == TypeKind::Int) {
    const IntRange range = Combine(op, RangeOf(types_.At(left.type)), RangeOf(types_.At(right.type)));
    const checked::BinaryOp checked_op = op == BinaryOp::Add        ? checked::BinaryOp::Add
                                         : op == BinaryOp::Subtract ? checked::BinaryOp::Sub
                                                                    : checked::BinaryOp::Mul;
    return MakeBinary(checked_op, left, right, types_.Int(range.minimum, range.maximum), span);
  }
  if (one == TypeKind::Decimal || other == TypeKind::Decimal) {
    const Typed left_decimal = AsDecimal(left), right_decimal = AsDecimal(right);
    if (const Rule* rule = FindRule(op, types_.KindOf(left_decimal.type), types_.KindOf(right_decimal.type)))
      return MakeCall(rule->builtin, {&left_decimal, &right_decimal}, session_.Scalar(rule->result), span);
    return {};
  }
  if (const Rule* rule = FindRule(op, one, other))
    return MakeCall(rule->builtin, {&left, &right}, session_.Scalar(rule->result), span);
  if (op != BinaryOp::Multiply) return {};
  if (const Rule* rule = FindRule(op, other, one))  // 3 * amount
    return MakeCall(rule->builtin, {&right, &left}, session_.Scalar(rule->result), span);
  return {};
}

Typed ExprChecker::CheckNegate(const syntax::Unary& unary, Span span) {
  // The sign belongs to a number that is written out: -9223372036854775808 has no positive twin.
  if (const auto* literal = std::get_if<syntax::Literal>(&SyntaxOf(unary.operand).node);
      literal != nullptr &&
      (literal->kind == syntax::LiteralKind::Int || literal->kind == syntax::LiteralKind::Decimal ||
       literal->kind == syntax::LiteralKind::Duration)) {
    syntax::Literal negative = *literal;
    negative.text = "-" + negative.text;
    return CheckNode(negative, {}, span);
  }
  const Typed operand = Value(unary.operand);
  if (operand.error()) return {};
  const Typed result = Negated(operand, span);
  if (result.error()) {
    session_.report.Add(Code::OperatorNotDefined, SpanOf(unary.operand),
                        "`-` before " + Quote(types_.Name(operand.type)));
  }
  return result;
}

Typed ExprChecker::Negated(const Typed& operand, Span span) {
  const TypeKind kind = types_.KindOf(operand.type);
  if (kind == TypeKind::Int) {
    const IntRange range = Combine(BinaryOp::Subtract, {0, 0}, RangeOf(types_.At(operand.type)));
    return Make(checked::Unary{checked::UnaryOp::Negate, operand.id}, types_.Int(range.minimum, range.maximum),
                ClassesOf(operand), span);
  }
  if (kind == TypeKind::Money || kind == TypeKind::Decimal)
    return Make(checked::Unary{checked::UnaryOp::Negate, operand.id}, operand.type, ClassesOf(operand), span);
  if (kind != TypeKind::Duration) return {};
  const Typed minus_one = MakeLiteral(Value::Int(-1), types_.Int(-1, -1), span);
  return MakeCall(Builtin::DurationMultiply, {&operand, &minus_one}, operand.type, span);
}

}  // namespace bpol::check
