#include "compiler/check/fold.h"

#include <algorithm>

#include "runtime/decision/value.h"
#include "runtime/schema/layout.h"
#include "runtime/values/integer.h"
#include "runtime/values/money.h"
#include "runtime/values/time.h"

namespace bpol::check {

namespace {

using checked::Builtin;
using decision::Value;
using values::Fault;

// By reference: the result is written while the fault is computed.
std::optional<Value> Sum(Fault fault, const std::int64_t& result) {
  return fault == Fault::None ? std::optional(Value::Int(result)) : std::nullopt;
}

std::optional<Value> Amount(Fault fault, const values::Money& result) {
  return fault == Fault::None ? std::optional(Value::Of(result)) : std::nullopt;
}

std::optional<Value> Number(Fault fault, const values::Decimal& result) {
  return fault == Fault::None ? std::optional(Value::Of(result)) : std::nullopt;
}

std::optional<Value> FoldNegate(const Value& value) {
  constexpr std::int64_t kMinusOne = -1;
  std::int64_t out = 0;
  values::Money money{};
  if (value.kind == Value::Kind::Int) return Sum(values::MulInt(value.integer, kMinusOne, &out), out);
  if (value.kind == Value::Kind::Money) return Amount(values::MoneyMulInt(value.money, kMinusOne, &money), money);
  if (value.kind == Value::Kind::Decimal) return Value::Of(values::DecimalNeg(value.decimal));
  return std::nullopt;
}

std::optional<Value> FoldBinary(checked::BinaryOp op, const Value& left, const Value& right) {
  std::int64_t out = 0;
  if (op == checked::BinaryOp::Add) return Sum(values::AddInt(left.integer, right.integer, &out), out);
  if (op == checked::BinaryOp::Sub) return Sum(values::SubInt(left.integer, right.integer, &out), out);
  if (op == checked::BinaryOp::Mul) return Sum(values::MulInt(left.integer, right.integer, &out), out);
  return std::nullopt;
}

std::optional<Value> ShiftDate(const Value& date, const Value& duration, bool forward) {
  std::int64_t out = 0;
  if (duration.integer % values::kDay != 0) return std::nullopt;
  const std::int64_t days = duration.integer / values::kDay;
  return Sum(forward ? values::DatePlusDays(date.integer, days, &out) : values::DateMinusDays(date.integer, days, &out),
             out);
}

std::optional<Value> FoldCall(Builtin builtin, const Value& left, const Value& right) {
  std::int64_t out = 0;
  values::Money money{};
  values::Decimal number{};
  if (builtin == Builtin::InstantAdd) {
    const Fault fault = values::InstantPlusDuration(left.integer, right.integer, &out);
    return Sum(fault, out);
  }
  if (builtin == Builtin::InstantSubtract) {
    const Fault fault = values::InstantMinusDuration(left.integer, right.integer, &out);
    return Sum(fault, out);
  }
  if (builtin == Builtin::DateAdd) return ShiftDate(left, right, true);
  if (builtin == Builtin::DateSubtract) return ShiftDate(left, right, false);
  if (builtin == Builtin::DurationAdd) return FoldBinary(checked::BinaryOp::Add, left, right);
  if (builtin == Builtin::DurationSubtract) return FoldBinary(checked::BinaryOp::Sub, left, right);
  if (builtin == Builtin::DurationMultiply) return FoldBinary(checked::BinaryOp::Mul, left, right);
  if (builtin == Builtin::MoneyAdd) return Amount(values::MoneyAdd(left.money, right.money, &money), money);
  if (builtin == Builtin::MoneySubtract) return Amount(values::MoneySub(left.money, right.money, &money), money);
  if (builtin == Builtin::MoneyMultiply) return Amount(values::MoneyMulInt(left.money, right.integer, &money), money);
  if (builtin == Builtin::DecimalAdd) return Number(values::DecimalAdd(left.decimal, right.decimal, &number), number);
  if (builtin == Builtin::DecimalSubtract)
    return Number(values::DecimalSub(left.decimal, right.decimal, &number), number);
  if (builtin == Builtin::DecimalMultiply)
    return Number(values::DecimalMul(left.decimal, right.decimal, &number), number);
  return std::nullopt;
}

std::optional<Value> FoldElements(const checked::Unit& unit, schema::TypeKind kind,
                                  const std::vector<checked::ExprId>& elements) {
  std::vector<Value> values;
  for (const checked::ExprId element : elements) {
    const std::optional<Value> value = Fold(unit, element);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  return ConstantCollection(unit, kind, std::move(values));
}

}  // namespace

Value ConstantCollection(const checked::Unit& unit, schema::TypeKind kind, std::vector<Value> elements) {
  if (kind == schema::TypeKind::Set) {
    std::ranges::sort(elements, [](const Value& a, const Value& b) { return decision::Compare(a, b) < 0; });
    const auto rest =
        std::ranges::unique(elements, [](const Value& a, const Value& b) { return decision::Compare(a, b) == 0; });
    elements.erase(rest.begin(), rest.end());
  }
  const std::span<Value> kept = unit.constants->AllocateArray<Value>(elements.size());
  std::ranges::copy(elements, kept.begin());
  return Value::Sequence(kept);
}

std::optional<Value> ConstantMap(const checked::Unit& unit, std::vector<Value> entries) {
  const auto order = [](const Value& a, const Value& b) {
    return decision::Compare(a.elements[schema::kMapKey], b.elements[schema::kMapKey]);
  };
  std::ranges::sort(entries, [&](const Value& a, const Value& b) { return order(a, b) < 0; });
  const auto same = [&](const Value& a, const Value& b) { return order(a, b) == 0; };
  if (std::ranges::adjacent_find(entries, same) != entries.end()) return std::nullopt;
  return ConstantCollection(unit, schema::TypeKind::List, std::move(entries));
}

std::optional<Value> Fold(const checked::Unit& unit, checked::ExprId id) {
  if (!id.valid()) return std::nullopt;
  const checked::Node& node = unit.At(id).node;
  if (const auto* literal = std::get_if<checked::Literal>(&node)) return literal->value;
  if (const auto* unary = std::get_if<checked::Unary>(&node); unary && unary->op == checked::UnaryOp::Negate) {
    const std::optional<Value> operand = Fold(unit, unary->operand);
    return operand ? FoldNegate(*operand) : std::nullopt;
  }
  if (const auto* set = std::get_if<checked::SetOf>(&node))
    return FoldElements(unit, schema::TypeKind::Set, set->elements);
  if (const auto* list = std::get_if<checked::ListOf>(&node))
    return FoldElements(unit, schema::TypeKind::List, list->elements);
  if (const auto* unwrap = std::get_if<checked::Unwrap>(&node)) return Fold(unit, unwrap->value);
  if (const auto* field = std::get_if<checked::Field>(&node)) {
    const std::optional<Value> record = Fold(unit, field->record);
    return record ? std::optional(record->elements[field->field]) : std::nullopt;
  }
  checked::ExprId left, right;
  if (const auto* binary = std::get_if<checked::Binary>(&node)) {
    left = binary->left;
    right = binary->right;
  } else if (const auto* call = std::get_if<checked::Call>(&node); call && call->arguments.size() == 2) {
    left = call->arguments[0];
    right = call->arguments[1];
  } else {
    return std::nullopt;
  }
  const std::optional<Value> one = Fold(unit, left);
  const std::optional<Value> other = Fold(unit, right);
  if (!one || !other) return std::nullopt;
  if (const auto* binary = std::get_if<checked::Binary>(&node)) return FoldBinary(binary->op, *one, *other);
  return FoldCall(std::get<checked::Call>(node).builtin, *one, *other);
}

}  // namespace bpol::check
