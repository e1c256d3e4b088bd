// Quantifiers: elements in order, each visit counted against the decision's limit.
#include "compiler/evaluate/evaluator.h"
#include "runtime/values/integer.h"

namespace bpol::evaluate {

using checked::QuantifierKind;

Maybe Evaluator::Node(const Expr& expr, const checked::Quantifier& node) {
  BPOL_EVAL(const Value source, Eval(node.source));
  if (elements_.size() <= node.variable) elements_.resize(node.variable + 1);
  switch (node.kind) {
    case QuantifierKind::Any:
    case QuantifierKind::All:
      return AnyOrAll(node, source.AsSpan());
    case QuantifierKind::Count:
      return Count(node, source.AsSpan());
    case QuantifierKind::Sum:
      return Sum(expr, node, source.AsSpan());
    case QuantifierKind::Min:
    case QuantifierKind::Max:
      return Least(node, source.AsSpan());
  }
  BPOL_CHECK(false, "every quantifier has a meaning");
}

std::optional<bool> Evaluator::Visit(const checked::Quantifier& node, const Value& element) {
  if (--visits_left_ < 0) {
    Faulted(Fault::CostExceeded);
    return std::nullopt;
  }
  AddWork(1);
  elements_[node.variable] = element;
  return Holds(node.where);
}

// Stops at the first element that decides.
Maybe Evaluator::AnyOrAll(const checked::Quantifier& node, std::span<const Value> elements) {
  const bool decides = node.kind == QuantifierKind::Any;
  for (const Value& element : elements) {
    BPOL_EVAL(const bool taken, Visit(node, element));
    if (!taken) continue;
    BPOL_EVAL(const bool holds, Holds(node.body));
    if (holds == decides) return Bool(decides);
  }
  return Bool(!decides);
}

Maybe Evaluator::Count(const checked::Quantifier& node, std::span<const Value> elements) {
  std::int64_t count = 0;
  for (const Value& element : elements) {
    BPOL_EVAL(const bool taken, Visit(node, element));
    if (taken) ++count;
  }
  return Value::Int(count);
}

// The sum of no amounts has no currency, so it is absent; of no numbers it is 0.
Maybe Evaluator::Sum(const Expr& expr, const checked::Quantifier& node, std::span<const Value> elements) {
  const bool decimal = unit_.schema.types[expr.type.type].kind == schema::TypeKind::Decimal;
  const Value zero = decimal ? Value::Of(values::DecimalOfInt(0)) : Value::Int(0);
  Value sum = expr.type.optional ? Value::Absent() : zero;
  for (const Value& element : elements) {
    BPOL_EVAL(const bool taken, Visit(node, element));
    if (!taken) continue;
    BPOL_EVAL(const Value value, Eval(node.body));
    if (!sum.present()) {
      sum = value;
    } else {
      BPOL_EVAL(sum, Added(sum, value));
    }
  }
  return sum;
}

// `min` and `max`: of equal ones the first.
Maybe Evaluator::Least(const checked::Quantifier& node, std::span<const Value> elements) {
  const bool least = node.kind == QuantifierKind::Min;
  Value best = Value::Absent();
  for (const Value& element : elements) {
    BPOL_EVAL(const bool taken, Visit(node, element));
    if (!taken) continue;
    BPOL_EVAL(const Value value, Eval(node.body));
    if (!best.present()) {
      best = value;
      continue;
    }
    BPOL_EVAL(const bool better, least ? Below(value, best) : Below(best, value));
    if (better) best = value;
  }
  return best;
}

Maybe Evaluator::Added(const Value& left, const Value& right) {
  if (left.kind == Value::Kind::Money) {
    values::Money sum{};
    return Amount(values::MoneyAdd(left.money, right.money, &sum), sum);
  }
  if (left.kind == Value::Kind::Decimal) {
    values::Decimal sum{};
    return Number(values::DecimalAdd(left.decimal, right.decimal, &sum), sum);
  }
  std::int64_t sum = 0;
  return Int(values::AddInt(left.integer, right.integer, &sum), sum);
}

std::optional<bool> Evaluator::Below(const Value& left, const Value& right) {
  if (left.kind != Value::Kind::Money) return decision::Compare(left, right) < 0;
  std::int64_t order = 0;
  BPOL_EVAL([[maybe_unused]] const Value compared, Int(values::MoneyCompare(left.money, right.money, &order), order));
  return order < 0;
}

}  // namespace bpol::evaluate
