// Sets, lists and tables.
#include <algorithm>

#include "compiler/checked/work.h"
#include "compiler/evaluate/evaluator.h"
#include "runtime/schema/layout.h"

namespace bpol::evaluate {
namespace {

// A set of prefixes holds an address that one of them contains; every other collection holds what is equal.
bool Holds(const Value& collection, const Value& element) {
  return std::ranges::any_of(collection.AsSpan(), [&](const Value& each) {
    if (each.kind == Value::Kind::Cidr && element.kind == Value::Kind::Ip)
      return values::Contains(each.cidr, element.ip);
    return decision::Compare(each, element) == 0;
  });
}

}  // namespace

Maybe Evaluator::Node(const Expr&, const checked::Contains& node) {
  BPOL_EVAL(const Value set, Eval(node.set));
  BPOL_EVAL(const Value element, Eval(node.element));
  AddWork(set.count);
  return Bool(evaluate::Holds(set, element));
}

Maybe Evaluator::Node(const Expr&, const checked::SubsetOf& node) {
  BPOL_EVAL(const Value inner, Eval(node.inner));
  BPOL_EVAL(const Value outer, Eval(node.outer));
  AddWork(std::int64_t{inner.count} + outer.count);
  return Bool(std::ranges::all_of(inner.AsSpan(), [&](const Value& each) { return evaluate::Holds(outer, each); }));
}

Maybe Evaluator::Node(const Expr&, const checked::TableContains& node) {
  BPOL_EVAL(const Value element, Eval(node.element));
  AddWork(checked::StepsOfSearch(unit_.tables[node.table].value.count));
  return Bool(evaluate::Holds(unit_.tables[node.table].value, element));
}

// The first row whose key columns equal the keys.
Maybe Evaluator::Node(const Expr& expr, const checked::TableLookup& node) {
  BPOL_EVAL(const std::span<const Value> keys, EvalAll(node.keys));
  const checked::Table& table = unit_.tables[node.table];
  AddWork(static_cast<std::int64_t>(keys.size()) * checked::StepsOfSearch(table.value.count));
  for (const Value& row : table.value.AsSpan()) {
    bool equal = true;
    for (std::size_t i = 0; i < keys.size(); ++i)
      equal = equal && decision::Compare(row.elements[table.keys[i]], keys[i]) == 0;
    if (equal) return row;
  }
  BPOL_CHECK(expr.type.optional, "a total table has a row for every key");
  return Value::Absent();
}

Maybe Evaluator::Node(const Expr&, const checked::ListOf& node) {
  BPOL_EVAL(const std::span<const Value> elements, EvalAll(node.elements));
  return Value::Sequence(elements);
}

Maybe Evaluator::Node(const Expr&, const checked::SetOf& node) {
  BPOL_EVAL(const std::span<const Value> elements, EvalAll(node.elements));
  const std::span<Value> sorted = arena_.AllocateArray<Value>(elements.size());
  std::ranges::copy(elements, sorted.begin());
  std::ranges::sort(sorted, [](const Value& left, const Value& right) { return decision::Compare(left, right) < 0; });
  const auto same = [](const Value& left, const Value& right) { return decision::Compare(left, right) == 0; };
  const auto repeated = std::ranges::unique(sorted, same);
  return Value::Sequence({sorted.begin(), repeated.begin()});
}

// Of a map the value under a key; else the element at a place.
Maybe Evaluator::Node(const Expr&, const checked::ListAt& node) {
  BPOL_EVAL(const Value list, Eval(node.list));
  BPOL_EVAL(const Value index, Eval(node.index));
  const std::span<const Value> elements = list.AsSpan();
  if (schema::IsMap(unit_.schema.types[unit_.At(node.list).type.type])) {
    for (const Value& entry : elements) {
      if (decision::Compare(entry.elements[schema::kMapKey], index) == 0) return entry.elements[schema::kMapValue];
    }
    return Value::Absent();
  }
  if (index.integer < 0 || index.integer >= static_cast<std::int64_t>(elements.size())) return Value::Absent();
  return elements[static_cast<std::size_t>(index.integer)];
}

}  // namespace bpol::evaluate
