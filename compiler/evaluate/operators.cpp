// Operators and built-in functions; what they mean stands in runtime/values.
#include "compiler/evaluate/evaluator.h"
#include "runtime/values/integer.h"
#include "runtime/values/money.h"
#include "runtime/values/text.h"
#include "runtime/values/time.h"
#include "runtime/values/unicode.h"

namespace bpol::evaluate {

using checked::BinaryOp;
using checked::Builtin;

Value Evaluator::Eval(const checked::Unary& node, ExprId) {
  const Value operand = Eval(node.operand);
  if (node.op == checked::UnaryOp::Not) return Value::Int(operand.integer == 0);
  if (operand.kind == Value::Kind::Money) {
    values::Money money;
    Check(values::MoneyNeg(operand.money, &money));
    return Value::Of(money);
  }
  std::int64_t integer;
  Check(values::NegInt(operand.integer, &integer));
  return Value::Int(integer);
}

// Sums of two currencies cannot be compared, not even for being unequal.
int Evaluator::Order(const Value& left, const Value& right) {
  if (left.kind != Value::Kind::Money) return decision::Compare(left, right);
  std::int64_t order;
  Check(values::MoneyCompare(left.money, right.money, &order));
  return static_cast<int>(order);
}

bool Evaluator::Equal(const Value& left, const Value& right) {
  return Order(left, right) == 0;
}

Value Evaluator::Eval(const checked::Binary& node, ExprId) {
  if (node.op == BinaryOp::And) return Value::Int(True(node.left) && True(node.right));
  if (node.op == BinaryOp::Or) return Value::Int(True(node.left) || True(node.right));
  const Value left = Eval(node.left);
  const Value right = Eval(node.right);
  std::int64_t result = 0;
  switch (node.op) {
    case BinaryOp::And:
    case BinaryOp::Or:
      break;  // above: the right side only when it decides
    case BinaryOp::Eq:
      return Value::Int(Equal(left, right));
    case BinaryOp::Ne:
      return Value::Int(!Equal(left, right));
    case BinaryOp::Lt:
      return Value::Int(Order(left, right) < 0);
    case BinaryOp::Le:
      return Value::Int(Order(left, right) <= 0);
    case BinaryOp::Gt:
      return Value::Int(Order(left, right) > 0);
    case BinaryOp::Ge:
      return Value::Int(Order(left, right) >= 0);
    case BinaryOp::Add:
      Check(values::AddInt(left.integer, right.integer, &result));
      break;
    case BinaryOp::Sub:
      Check(values::SubInt(left.integer, right.integer, &result));
      break;
    case BinaryOp::Mul:
      Check(values::MulInt(left.integer, right.integer, &result));
      break;
  }
  return Value::Int(result);
}

namespace {

using values::Fault;

// Dates move by whole days; anything finer has no meaning on a calendar.
Fault WholeDays(std::int64_t duration, std::int64_t* days) {
  if (duration % values::kDay != 0) return Fault::TimeOutOfRange;
  *days = duration / values::kDay;
  return Fault::None;
}

Fault MoveDate(std::int64_t date, std::int64_t duration,
               Fault (*move)(values::Date, std::int64_t, values::Date*) noexcept, std::int64_t* out) {
  std::int64_t days;
  const Fault fault = WholeDays(duration, &days);
  return fault != Fault::None ? fault : move(date, days, out);
}

Fault DateDifference(std::int64_t left, std::int64_t right, std::int64_t* out) {
  std::int64_t days;
  const Fault fault = values::DateMinusDate(left, right, &days);
  return fault != Fault::None ? fault : values::DurationOfDays(days, out);
}

}  // namespace

Value Evaluator::Eval(const checked::Call& node, ExprId) {
  std::vector<Value> a;
  for (const ExprId argument : node.arguments) a.push_back(Eval(argument));
  const auto text = [&](std::size_t i) { return values::Text{a[i].text.data, a[i].text.size}; };
  std::int64_t out = 0;
  values::Money money{};
  switch (node.builtin) {
    case Builtin::Age:
      Check(values::Age(a[0].integer, a[1].integer, program_.schema.clock_skew, &out));
      break;
    case Builtin::InstantAdd:
      Check(values::InstantPlusDuration(a[0].integer, a[1].integer, &out));
      break;
    case Builtin::InstantSubtract:
      Check(values::InstantMinusDuration(a[0].integer, a[1].integer, &out));
      break;
    case Builtin::InstantDifference:
      Check(values::InstantMinusInstant(a[0].integer, a[1].integer, &out));
      break;
    case Builtin::DateAdd:
      Check(MoveDate(a[0].integer, a[1].integer, values::DatePlusDays, &out));
      break;
    case Builtin::DateSubtract:
      Check(MoveDate(a[0].integer, a[1].integer, values::DateMinusDays, &out));
      break;
    case Builtin::DateDifference:
      Check(DateDifference(a[0].integer, a[1].integer, &out));
      break;
    case Builtin::DurationAdd:
      Check(values::AddInt(a[0].integer, a[1].integer, &out));
      break;
    case Builtin::DurationSubtract:
      Check(values::SubInt(a[0].integer, a[1].integer, &out));
      break;
    case Builtin::DurationMultiply:
      Check(values::MulInt(a[0].integer, a[1].integer, &out));
      break;
    case Builtin::MoneyAdd:
      Check(values::MoneyAdd(a[0].money, a[1].money, &money));
      return Value::Of(money);
    case Builtin::MoneySubtract:
      Check(values::MoneySub(a[0].money, a[1].money, &money));
      return Value::Of(money);
    case Builtin::MoneyMultiply:
      Check(values::MoneyMulInt(a[0].money, a[1].integer, &money));
      return Value::Of(money);
    case Builtin::MoneyLess:
      out = Order(a[0], a[1]) < 0;
      break;
    case Builtin::MoneyMinor:
      Check(values::MoneyMinor(a[0].money, a[1].integer, &out));
      break;
    case Builtin::FloorDivide:
      Check(values::FloorDivInt(a[0].integer, a[1].integer, &out));
      break;
    case Builtin::MinInt:
      out = std::min(a[0].integer, a[1].integer);
      break;
    case Builtin::MaxInt:
      out = std::max(a[0].integer, a[1].integer);
      break;
    case Builtin::ClampInt:
      out = std::min(std::max(a[0].integer, a[1].integer), a[2].integer);
      break;
    case Builtin::Days:
      Check(values::DurationOfDays(a[0].integer, &out));
      break;
    case Builtin::DateOf:
      out = values::DateOfInstantUtc(a[0].integer);
      break;
    case Builtin::HourOf:
      out = values::HourUtc(a[0].integer);
      break;
    case Builtin::Length:
      out = values::LengthInCodePoints(a[0].AsText());
      break;
    case Builtin::SizeOf:
      out = a[0].count;
      break;
    case Builtin::StartsWith:
      out = values::StartsWith(text(0), text(1));
      break;
    case Builtin::EndsWith:
      out = values::EndsWith(text(0), text(1));
      break;
  }
  return Value::Int(out);
}

}  // namespace bpol::evaluate
