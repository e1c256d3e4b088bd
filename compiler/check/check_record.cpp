// `{ name: value }` where a record is expected: fixtures, tests and rows. Every value is written out.
#include "compiler/check/advice.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/fold.h"

namespace bpol::check {

using decision::Value;

Typed ExprChecker::CheckNode(const syntax::RecordLiteral& record, TypeRef hint, Span span) {
  if (!types_.Is(hint, TypeKind::Record)) {
    session_.report.Add(Code::NeedsContext, span,
                        hint.error() ? "a record where nothing tells of which type it is"
                                     : "a record where " + Quote(types_.Name(hint)) + " is needed");
    return {};
  }
  return RecordValue(record, hint, span);
}

// The arm that the tag's value chooses; kNone where the tag is not written or has none.
std::uint32_t ExprChecker::ArmOf(const syntax::RecordLiteral& literal, TypeRef type) {
  const std::uint32_t tag = session_.RecordOf(type).tag_field;
  if (tag == kNone) return kNone;
  for (const syntax::FieldValue& field : literal.fields) {
    if (field.name.text != session_.RecordOf(type).fields[tag].name) continue;
    const Typed value = Value(field.value, {session_.RecordOf(type).fields[tag].type, false});
    if (value.error()) return kNone;
    const auto* member = std::get_if<checked::Literal>(&session_.At(value.id).node);
    return member ? session_.RecordOf(type).arm_of_member[static_cast<std::size_t>(member->value.integer)] : kNone;
  }
  return kNone;
}

Typed ExprChecker::RecordValue(const syntax::RecordLiteral& literal, TypeRef type, Span span) {
  const std::uint32_t arm = ArmOf(literal, type);
  const std::size_t count = session_.RecordOf(type).fields.size();
  std::vector<bool> given(count, false);
  const std::span<decision::Value> values = session_.unit.constants->AllocateArray<decision::Value>(count);
  bool failed = false;
  for (const syntax::FieldValue& field : literal.fields) {
    const std::uint32_t index = FieldForLiteral(type, field.name, arm);
    if (index == kNone) {
      failed = true;
      continue;
    }
    const schema::Field& declared = session_.RecordOf(type).fields[index];
    const Typed value = As(field.value, {declared.type, declared.presence_bit != kNone});
    given[index] = true;
    const std::optional<decision::Value> constant = Constant(value, SpanOf(field.value));
    if (constant) values[index] = *constant;
    failed = failed || !constant;
  }
  if (failed || !NothingMissing(type, arm, given, span)) return {};
  return MakeLiteral(decision::Value::Record(values), {type.type, false}, span);
}

std::uint32_t ExprChecker::FieldForLiteral(TypeRef type, const syntax::Name& name, std::uint32_t arm) {
  const schema::Record& record = session_.RecordOf(type);
  for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
    const schema::Field& field = record.fields[i];
    if (field.name == name.text && (field.arm == kNone || field.arm == arm)) return i;
  }
  if (session_.report.MayBeLost(name.text)) return kNone;
  std::vector<std::string_view> names;
  for (const schema::Field& field : record.fields) names.push_back(field.name);
  session_.report.Add(Code::UnknownField, name.span, Quote(record.name) + " has no field " + Quote(name.text),
                      NearestOrAll(name.text, names));
  return kNone;
}

bool ExprChecker::NothingMissing(TypeRef type, std::uint32_t arm, const std::vector<bool>& given, Span span) {
  const schema::Record& record = session_.RecordOf(type);
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const schema::Field& field = record.fields[i];
    if (!given[i] && field.presence_bit == kNone && (field.arm == kNone || field.arm == arm))
      missing.push_back(field.name);
  }
  if (missing.empty()) return true;
  session_.report.Add(Code::FixtureIncomplete, span, "nothing gives " + QuoteAll(missing),
                      "every field that is not optional is given: `" + missing.front() + ": …`");
  return false;
}

std::optional<decision::Value> ExprChecker::Constant(const Typed& value, Span span) {
  if (value.error()) return std::nullopt;
  const std::optional<decision::Value> folded = Fold(session_.unit, value.id);
  if (!folded) session_.report.Add(Code::NotConstant, span, "this value is not known before a request comes");
  return folded;
}

}  // namespace bpol::check
