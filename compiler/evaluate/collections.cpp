// Sets, lists, tables and quantifiers.
#include <algorithm>

#include "compiler/evaluate/evaluator.h"
#include "runtime/values/integer.h"
#include "runtime/values/ip.h"
#include "runtime/values/money.h"

namespace bpol::evaluate {

using checked::QuantifierKind;

bool Evaluator::Has(const Value& sequence, const Value& element) {
  for (const Value& other : sequence.AsSpan()) {
    const bool prefix = other.kind == Value::Kind::Cidr && element.kind == Value::Kind::Ip;
    if (prefix ? values::Contains(other.cidr, element.ip) : Equal(other, element)) return true;
  }
  return false;
}

Value Evaluator::Eval(const checked::Contains& node, ExprId) {
  const Value set = Eval(node.set);
  return Value::Int(Has(set, Eval(node.element)));
}

Value Evaluator::Eval(const checked::SubsetOf& node, ExprId) {
  const Value inner = Eval(node.inner);
  const Value outer = Eval(node.outer);
  for (const Value& element : inner.AsSpan())
    if (!Has(outer, element)) return Value::Int(0);
  return Value::Int(1);
}

Value Evaluator::Eval(const checked::TableContains& node, ExprId) {
  return Value::Int(Has(program_.unit.tables[node.table].value, Eval(node.element)));
}

Value Evaluator::Eval(const checked::TableLookup& node, ExprId) {
  const checked::Table& table = program_.unit.tables[node.table];
  std::vector<Value> keys;
  for (const ExprId key : node.keys) keys.push_back(Eval(key));
  for (const Value& row : table.value.AsSpan()) {
    bool equal = true;
    for (std::size_t i = 0; i < keys.size(); ++i) equal = equal && Equal(row.AsSpan()[table.keys[i]], keys[i]);
    if (equal) return row;
  }
  return Value::Absent();
}

Value Evaluator::Eval(const checked::ListOf& node, ExprId) {
  const std::span<Value> elements = arena_.AllocateArray<Value>(node.elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) elements[i] = Eval(node.elements[i]);
  return Value::Sequence(elements);
}

Value Evaluator::Eval(const checked::SetOf& node, ExprId) {
  const std::span<Value> elements = arena_.AllocateArray<Value>(node.elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) elements[i] = Eval(node.elements[i]);
  std::ranges::sort(elements, [](const Value& left, const Value& right) { return decision::Compare(left, right) < 0; });
  const auto rest = std::ranges::unique(
      elements, [](const Value& left, const Value& right) { return decision::Compare(left, right) == 0; });
  return Value::Sequence(elements.first(elements.size() - rest.size()));
}

void Evaluator::Visit() {
  if (--visits_left_ < 0) Throw(Fault::CostExceeded);
}

// One element more for count, sum, min or max; absent before the first.
Value Evaluator::Fold(const checked::Quantifier& node, const Value& sofar, const Value& next) {
  if (!sofar.present()) return next;
  if (node.kind == QuantifierKind::Min) return Order(next, sofar) < 0 ? next : sofar;
  if (node.kind == QuantifierKind::Max) return Order(next, sofar) > 0 ? next : sofar;
  if (next.kind == Value::Kind::Money) {
    values::Money sum;
    Check(values::MoneyAdd(sofar.money, next.money, &sum));
    return Value::Of(sum);
  }
  std::int64_t sum;
  Check(values::AddInt(sofar.integer, next.integer, &sum));
  return Value::Int(sum);
}

Value Evaluator::Eval(const checked::Quantifier& node, ExprId self) {
  const Value source = Eval(node.source);
  if (variables_.size() <= node.variable) variables_.resize(node.variable + 1);
  Value folded = Value::Absent();
  std::int64_t count = 0;
  for (const Value& element : source.AsSpan()) {
    Visit();
    variables_[node.variable] = element;
    if (node.where.valid() && !True(node.where)) continue;
    if (node.kind == QuantifierKind::Count) {
      ++count;
    } else if (node.kind == QuantifierKind::Any) {
      if (True(node.body)) return Value::Int(1);
    } else if (node.kind == QuantifierKind::All) {
      if (!True(node.body)) return Value::Int(0);
    } else {
      folded = Fold(node, folded, Eval(node.body));
    }
  }
  if (node.kind == QuantifierKind::Any) return Value::Int(0);
  if (node.kind == QuantifierKind::All) return Value::Int(1);
  if (node.kind == QuantifierKind::Count) return Value::Int(count);
  // A sum of no numbers is zero; of no money it has no currency, and so is absent.
  const bool sums_numbers = node.kind == QuantifierKind::Sum && !program_.unit.At(self).type.optional;
  return folded.present() || !sums_numbers ? folded : Value::Int(0);
}

}  // namespace bpol::evaluate
