#include "compiler/checked/value_json.h"

#include "runtime/decision/decision.h"
#include "runtime/schema/layout.h"
#include "runtime/values/currency.h"
#include "runtime/values/money.h"

namespace bpol::checked {

using decision::Value;
using schema::TypeKind;

namespace {

Json MapJson(const schema::Unit& unit, const schema::Type& map, const Value& value) {
  const std::vector<schema::Field>& fields = unit.records[unit.types[map.element].declaration].fields;
  const schema::Type& key = unit.types[fields[schema::kMapKey].type];
  Json object = Json::object();
  for (const Value& entry : value.AsSpan()) {
    const std::string name = decision::Print(unit, key, entry.elements[schema::kMapKey]);
    object[name] = ToJson(unit, fields[schema::kMapValue], entry.elements[schema::kMapValue]);
  }
  return object;
}

}  // namespace

Json ToJson(const schema::Unit& unit, const schema::Field& field, const Value& value) {
  if (field.amount_member.empty() || !value.present()) return ToJson(unit, field.type, value);
  std::string amount, currency;
  values::PrintMoneyAmount(value.money, amount);
  values::PrintCurrency(value.money.currency, currency);
  return Json{{field.amount_member, amount}, {field.currency_member, currency}};
}

Json ToJson(const schema::Unit& unit, std::uint32_t index, const Value& value) {
  if (!value.present()) return nullptr;
  const schema::Type& type = unit.types[index];
  if (type.kind == TypeKind::Int) return value.integer;
  if (type.kind == TypeKind::Bool) return value.integer != 0;
  if (schema::IsMap(type)) return MapJson(unit, type, value);
  if (type.kind == TypeKind::Set || type.kind == TypeKind::List) {
    Json elements = Json::array();
    for (const Value& element : value.AsSpan()) elements.push_back(ToJson(unit, type.element, element));
    return elements;
  }
  if (type.kind != TypeKind::Record) return decision::Print(unit, type, value);
  Json object = Json::object();
  const std::vector<schema::Field>& fields = unit.records[type.declaration].fields;
  for (std::size_t i = 0; i < value.count; ++i) {
    if (value.AsSpan()[i].present()) object[fields[i].name] = ToJson(unit, fields[i], value.AsSpan()[i]);
  }
  return object;
}

}  // namespace bpol::checked
