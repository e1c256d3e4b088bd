#include "compiler/check/given_value.h"

#include <algorithm>

#include "compiler/check/advice.h"
#include "compiler/check/fold.h"
#include "compiler/check/literal.h"
#include "runtime/schema/layout.h"

namespace bpol::check {

using checked::GivenValue;
using decision::Value;

namespace {

bool HasRange(const schema::Type& type) {
  return type.kind == TypeKind::Int && (type.minimum != INT64_MIN || type.maximum != INT64_MAX);
}

std::string RangeOf(const schema::Type& type) {
  return std::to_string(type.minimum) + ".." + std::to_string(type.maximum);
}

// One value of a manifest and those inside it; the first that does not fit is told.
class GivenReader {
 public:
  GivenReader(Session& session, Span span) : session_(session), span_(span) {}

  std::optional<Value> Read(TypeRef type, const std::string& name, const GivenValue& given) {
    if (session_.types.IsMap(type)) return Map(type, name, given);
    if (session_.types.IsCollection(type)) return Collection(type, name, given);
    if (session_.types.Is(type, TypeKind::Record)) return Record(type, name, given);
    if (given.shape != GivenValue::Shape::Text) return WrongShape(type, name, "a single value");
    const std::optional<Value> value = ReadText(session_, type, given.text);
    if (value) return value;
    const schema::Type& at = session_.types.At(type);
    return Refuse("the manifest gives " + Quote(name) + " the value " + Quote(given.text) + "; it is " +
                  WithArticle(session_.types.Name(type)) + (HasRange(at) ? " in " + RangeOf(at) : ""));
  }

 private:
  std::optional<Value> Refuse(std::string message) {
    session_.report.Add(Code::ParamOutOfRange, span_, std::move(message));
    return std::nullopt;
  }

  std::optional<Value> WrongShape(TypeRef type, const std::string& name, const std::string& wanted) {
    return Refuse("the manifest does not give " + Quote(name) + " " + wanted + "; it is " +
                  WithArticle(session_.types.Name(type)));
  }

  bool TooMany(TypeRef type, const std::string& name, std::size_t count) {
    const std::uint32_t bound = session_.types.At(type).bound;
    if (count <= bound) return false;
    Refuse("the manifest gives " + Quote(name) + " " + std::to_string(count) + " elements; it holds at most " +
           std::to_string(bound));
    return true;
  }

  std::optional<Value> Collection(TypeRef type, const std::string& name, const GivenValue& given) {
    if (given.shape != GivenValue::Shape::Array) return WrongShape(type, name, "an array: `[…]`");
    std::vector<Value> elements;
    for (std::size_t i = 0; i < given.elements.size(); ++i) {
      const std::string place = name + "[" + std::to_string(i) + "]";
      const std::optional<Value> element = Read(session_.types.ElementOf(type), place, given.elements[i]);
      if (!element) return std::nullopt;
      elements.push_back(*element);
    }
    const Value value = ConstantCollection(session_.unit, session_.types.KindOf(type), std::move(elements));
    return TooMany(type, name, value.count) ? std::nullopt : std::optional(value);
  }

  std::optional<Value> Map(TypeRef type, const std::string& name, const GivenValue& given) {
    if (given.shape != GivenValue::Shape::Table) return WrongShape(type, name, "a table: `{ key = value }`");
    const std::vector<schema::Field> fields = session_.RecordOf(session_.types.ElementOf(type)).fields;
    std::vector<Value> entries;
    for (std::size_t i = 0; i < given.elements.size(); ++i) {
      const std::string place = name + "." + given.names[i];
      const TypeRef key_type{fields[schema::kMapKey].type, false};
      const std::optional<Value> key = ReadText(session_, key_type, given.names[i]);
      if (!key)
        return Refuse("the manifest gives " + Quote(name) + " the key " + Quote(given.names[i]) + ", which is not " +
                      WithArticle(session_.types.Name(key_type)));
      const std::optional<Value> value = Read({fields[schema::kMapValue].type, false}, place, given.elements[i]);
      if (!value) return std::nullopt;
      const std::span<Value> pair = session_.unit.constants->AllocateArray<Value>(2);
      pair[schema::kMapKey] = *key;
      pair[schema::kMapValue] = *value;
      entries.push_back(Value::Record(pair));
    }
    const std::optional<Value> map = ConstantMap(session_.unit, std::move(entries));
    // Names of a table differ; two of them may still be one key.
    if (!map) return Refuse("the manifest gives " + Quote(name) + " one key twice");
    return TooMany(type, name, map->count) ? std::nullopt : map;
  }

  std::optional<Value> Record(TypeRef type, const std::string& name, const GivenValue& given) {
    if (given.shape != GivenValue::Shape::Table) return WrongShape(type, name, "a table: `{ field = value }`");
    const schema::Record record = session_.RecordOf(type);
    const std::optional<std::uint32_t> arm = ArmOf(record, name, given);
    if (!arm) return std::nullopt;
    const std::span<Value> values = session_.unit.constants->AllocateArray<Value>(record.fields.size());
    std::vector<bool> taken(given.elements.size(), false);
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      const schema::Field& field = record.fields[i];
      if (field.arm != kNone && field.arm != *arm) continue;
      const auto found = std::ranges::find(given.names, field.name);
      if (found == given.names.end()) {
        if (field.presence_bit != kNone) continue;
        return Refuse("the manifest gives " + Quote(name) + " no " + Quote(field.name) + "; a " + Quote(record.name) +
                      " has one");
      }
      const auto at = static_cast<std::size_t>(found - given.names.begin());
      taken[at] = true;
      const std::optional<Value> value = Read({field.type, false}, name + "." + field.name, given.elements[at]);
      if (!value) return std::nullopt;
      values[i] = *value;
    }
    const auto other = std::ranges::find(taken, false);
    if (other == taken.end()) return Value::Record(values);
    return Refuse("the manifest gives " + Quote(name) + " a " +
                  Quote(given.names[static_cast<std::size_t>(other - taken.begin())]) + "; a " + Quote(record.name) +
                  " has none");
  }

  // The arm that the tag chooses; kNone for none. Nothing, with a message, where the tag does not fit.
  std::optional<std::uint32_t> ArmOf(const schema::Record& record, const std::string& name, const GivenValue& given) {
    if (record.tag_field == kNone) return kNone;
    const schema::Field& tag = record.fields[record.tag_field];
    const auto found = std::ranges::find(given.names, tag.name);
    if (found == given.names.end()) return kNone;
    const GivenValue& written = given.elements[static_cast<std::size_t>(found - given.names.begin())];
    const std::optional<Value> member = Read({tag.type, false}, name + "." + tag.name, written);
    if (!member) return std::nullopt;
    return record.arm_of_member[static_cast<std::size_t>(member->integer)];
  }

  Session& session_;
  Span span_;
};

}  // namespace

std::optional<Value> ReadGiven(Session& session, TypeRef type, const std::string& name, Span span,
                               const GivenValue& given) {
  return GivenReader(session, span).Read({type.type, false}, name, given);
}

std::optional<std::string> Misfit(const Session& session, TypeRef type, const Value& value) {
  if (!value.present()) return std::nullopt;
  const schema::Type& at = session.types.At(type);
  if (at.kind == TypeKind::Int && (value.integer < at.minimum || value.integer > at.maximum))
    return std::to_string(value.integer) + " is not in " + RangeOf(at);
  if (at.kind == TypeKind::String && value.AsText().size() > at.bound)
    return "a text of " + std::to_string(value.AsText().size()) + " bytes; it holds at most " +
           std::to_string(at.bound);
  if (value.kind == Value::Kind::Sequence) {
    if (value.count > at.bound)
      return std::to_string(value.count) + " elements; it holds at most " + std::to_string(at.bound);
    for (const Value& element : value.AsSpan()) {
      if (std::optional<std::string> inside = Misfit(session, session.types.ElementOf(type), element)) return inside;
    }
  }
  if (value.kind != Value::Kind::Record) return std::nullopt;
  const schema::Record& record = session.RecordOf(type);
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    std::optional<std::string> inside = Misfit(session, {record.fields[i].type, false}, value.elements[i]);
    if (inside) return Quote(record.fields[i].name) + ": " + *inside;
  }
  return std::nullopt;
}

}  // namespace bpol::check
