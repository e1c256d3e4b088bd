// `{ a, b }`, `[ a, b ]` and `{ name: value }`. What is wholly written out becomes a constant of the unit.
#include <algorithm>

#include "compiler/check/expr_checker.h"
#include "compiler/check/money_literal.h"
#include "compiler/check/operator_text.h"
#include "runtime/decision/value.h"

namespace bpol::check {

using decision::Value;

Typed ExprChecker::CheckNode(const syntax::SetLiteral& set, TypeRef hint, Span span) {
  // Empty braces may also stand for a record that has no field which must be there.
  if (set.elements.empty() && types_.Is(hint, TypeKind::Record)) return CheckNode(syntax::RecordLiteral{}, hint, span);
  return CheckElements(set.elements, hint, TypeKind::Set, span);
}

Typed ExprChecker::CheckNode(const syntax::ListLiteral& list, TypeRef hint, Span span) {
  return CheckElements(list.elements, hint, TypeKind::List, span);
}

Typed ExprChecker::CheckElements(std::span<const syntax::ExprId> elements, TypeRef hint, TypeKind kind, Span span) {
  TypeRef element;
  if (types_.IsCollection(hint)) element = types_.ElementOf(hint);
  std::vector<Typed> values;
  for (const syntax::ExprId id : elements) {
    const Typed value = Value(id, element);
    if (value.error()) return {};
    if (element.error()) element = {value.type.type, false};
    if (!types_.Same(element, value.type)) return Mismatch(value, element, SpanOf(id));
    if (!values.empty() && !CurrenciesAgree(values[0], value, id)) return {};
    values.push_back(value);
  }
  if (element.error()) {
    session_.report.Add(Code::NeedsContext, span, "nothing here tells what this collection holds");
    return {};
  }
  for (const Typed& value : values) element = types_.Join(element, value.type);
  if (kind == TypeKind::Set && !types_.CanBeElement(element)) {
    session_.report.Add(Code::CollectionShape, span, "a set cannot hold " + Quote(types_.Name(element)),
                        "write a list: `[…]`");
    return {};
  }
  return MakeCollection(std::move(values), element, kind, span);
}

Typed ExprChecker::MakeCollection(std::vector<Typed> elements, TypeRef element, TypeKind kind, Span span) {
  const auto bound = static_cast<std::uint32_t>(elements.size());
  const TypeRef type = kind == TypeKind::Set ? types_.SetOf(element, bound) : types_.ListOf(element, bound);
  std::vector<decision::Value> constants;
  std::vector<checked::ExprId> ids;
  std::uint64_t classes = 0;
  for (const Typed& value : elements) {
    if (const auto* literal = std::get_if<checked::Literal>(&session_.At(value.id).node))
      constants.push_back(literal->value);
    ids.push_back(value.id);
    classes |= ClassesOf(value);
  }
  if (constants.size() < elements.size()) {
    if (kind == TypeKind::Set) return Make(checked::SetOf{std::move(ids)}, type, classes, span);
    return Make(checked::ListOf{std::move(ids)}, type, classes, span);
  }
  if (kind == TypeKind::Set) {
    std::ranges::sort(constants, [](const auto& a, const auto& b) { return decision::Compare(a, b) < 0; });
    const auto last =
        std::ranges::unique(constants, [](const auto& a, const auto& b) { return decision::Compare(a, b) == 0; });
    constants.erase(last.begin(), last.end());
  }
  const std::span<decision::Value> kept = session_.unit.constants->AllocateArray<decision::Value>(constants.size());
  std::ranges::copy(constants, kept.begin());
  return MakeLiteral(decision::Value::Sequence(kept), type, span);
}

}  // namespace bpol::check
