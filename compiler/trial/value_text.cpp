#include "compiler/trial/value_text.h"

#include <algorithm>

#include "runtime/decision/decision.h"
#include "runtime/schema/layout.h"

namespace bpol::trial {

using decision::Value;
using schema::TypeKind;

namespace {

constexpr std::size_t kMostElements = 20;

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  }
  return quoted + '"';
}

std::string FieldsText(const schema::Unit& unit, const schema::Record& record, const Value& value) {
  std::string text = "{";
  for (std::size_t i = 0; i < value.count; ++i) {
    if (value.elements[i].present())
      text += " " + record.fields[i].name + ": " + TextOf(unit, record.fields[i].type, value.elements[i]);
  }
  return text + " }";
}

// Sets and maps in braces, lists in brackets.
std::string ElementsText(const schema::Unit& unit, const schema::Type& type, const Value& value) {
  const bool map = schema::IsMap(type);
  const bool list = type.kind == TypeKind::List && !map;
  std::string text = list ? "[" : "{";
  const std::size_t shown = std::min<std::size_t>(value.count, kMostElements);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += ", ";
    const Value& element = value.elements[i];
    if (!map) {
      text += TextOf(unit, type.element, element);
      continue;
    }
    const auto& fields = unit.records[unit.types[type.element].declaration].fields;
    text += TextOf(unit, fields[schema::kMapKey].type, element.elements[schema::kMapKey]) + " -> " +
            TextOf(unit, fields[schema::kMapValue].type, element.elements[schema::kMapValue]);
  }
  if (shown < value.count) text += ", and " + std::to_string(value.count - shown) + " more";
  return text + (list ? "]" : "}");
}

}  // namespace

std::string TextOf(const schema::Unit& unit, std::uint32_t type, const Value& value) {
  if (value.kind == Value::Kind::Unavailable) return "unavailable";
  if (!value.present()) return "absent";
  const schema::Type& declared = unit.types[type];
  if (value.kind == Value::Kind::Sequence) return ElementsText(unit, declared, value);
  if (value.kind == Value::Kind::Record) return FieldsText(unit, unit.records[declared.declaration], value);
  if (declared.kind == TypeKind::Enum) return unit.enums[declared.declaration].members[value.integer].name;
  const std::string printed = decision::Print(unit, declared, value);
  const bool text = value.kind == Value::Kind::Text || declared.kind == TypeKind::Region;
  return text ? Quoted(printed) : printed;
}

}  // namespace bpol::trial
