// `{ a, b }`, `[ a, b ]` and `{ name: value }`. What is wholly written out becomes a constant of the unit.
#include "compiler/check/expr_checker.h"
#include "compiler/check/fold.h"
#include "compiler/check/money_literal.h"
#include "compiler/check/operator_text.h"
#include "runtime/decision/value.h"
#include "runtime/schema/layout.h"

namespace bpol::check {

using decision::Value;

Typed ExprChecker::CheckNode(const syntax::SetLiteral& set, TypeRef hint, Span span) {
  // Empty braces may also stand for a record that has no field which must be there.
  if (set.elements.empty() && types_.IsMap(hint)) return CheckNode(syntax::MapLiteral{}, hint, span);
  if (set.elements.empty() && types_.Is(hint, TypeKind::Record)) return CheckNode(syntax::RecordLiteral{}, hint, span);
  return CheckElements(set.elements, hint, TypeKind::Set, span);
}

Typed ExprChecker::CheckNode(const syntax::ListLiteral& list, TypeRef hint, Span span) {
  return CheckElements(list.elements, hint, TypeKind::List, span);
}

// Written out, and where the type is known: what a fixture gives.
Typed ExprChecker::CheckNode(const syntax::MapLiteral& map, TypeRef hint, Span span) {
  if (!types_.IsMap(hint)) {
    session_.report.Add(Code::NeedsContext, span, "nothing here tells what this map holds");
    return {};
  }
  std::vector<decision::Value> entries;
  for (const syntax::MapEntry& written : map.entries) {
    const std::optional<decision::Value> entry = MapEntry(written, types_.ElementOf(hint));
    if (!entry) return {};
    entries.push_back(*entry);
  }
  const std::optional<decision::Value> value = ConstantMap(session_.unit, std::move(entries));
  if (!value) {
    session_.report.Add(Code::DuplicateMember, span, "a key stands here twice");
    return {};
  }
  if (value->count > types_.At(hint).bound) {
    session_.report.Add(Code::LiteralOutOfRange, span, "more entries than this map can hold");
    return {};
  }
  return MakeLiteral(*value, {hint.type, false}, span);
}

std::optional<decision::Value> ExprChecker::MapEntry(const syntax::MapEntry& entry, TypeRef type) {
  const std::vector<schema::Field>& fields = session_.RecordOf(type).fields;
  const Typed key = As(entry.key, {fields[schema::kMapKey].type, false});
  const Typed value = As(entry.value, {fields[schema::kMapValue].type, false});
  const std::optional<decision::Value> constant_key = Constant(key, SpanOf(entry.key));
  const std::optional<decision::Value> constant_value = Constant(value, SpanOf(entry.value));
  if (!constant_key || !constant_value) return std::nullopt;
  const std::span<decision::Value> pair = session_.unit.constants->AllocateArray<decision::Value>(2);
  pair[schema::kMapKey] = *constant_key;
  pair[schema::kMapValue] = *constant_value;
  return decision::Value::Record(pair);
}

Typed ExprChecker::CheckElements(std::span<const syntax::ExprId> elements, TypeRef hint, TypeKind kind, Span span) {
  const bool hinted = types_.IsCollection(hint);
  TypeRef element = hinted ? types_.ElementOf(hint) : TypeRef{};
  std::vector<Typed> values;
  for (const syntax::ExprId id : elements) {
    Typed value = Value(id, element);
    if (value.error()) return {};
    for (Typed& before : values) EvenOut(before, value);
    if (types_.Is(element, TypeKind::Decimal)) value = AsDecimal(value);
    if (element.error() || (!hinted && types_.Is(value.type, TypeKind::Decimal))) element = {value.type.type, false};
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
  std::uint32_t given = kNone;
  for (const Typed& value : elements) {
    if (const auto* literal = std::get_if<checked::Literal>(&session_.At(value.id).node)) {
      constants.push_back(literal->value);
      if (literal->given != kNone) given = checked::kGivenOtherwise;
    }
    ids.push_back(value.id);
    classes |= ClassesOf(value);
  }
  if (constants.size() < elements.size()) {
    if (kind == TypeKind::Set) return Make(checked::SetOf{std::move(ids)}, type, classes, span);
    return Make(checked::ListOf{std::move(ids)}, type, classes, span);
  }
  return MakeLiteral(ConstantCollection(session_.unit, kind, std::move(constants)), type, span, given);
}

}  // namespace bpol::check
