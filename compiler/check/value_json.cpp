#include "compiler/check/value_json.h"

#include "runtime/decision/decision.h"
#include "runtime/schema/layout.h"
#include "runtime/values/currency.h"
#include "runtime/values/money.h"

namespace bpol::check {

using decision::Value;

namespace {

Json MapJson(const Session& session, TypeRef type, const Value& map) {
  const std::vector<schema::Field>& fields = session.RecordOf(session.types.ElementOf(type)).fields;
  const schema::Type& key = session.unit.schema.types[fields[schema::kMapKey].type];
  Json object = Json::object();
  for (const Value& entry : map.AsSpan()) {
    const std::string name = decision::Print(session.unit.schema, key, entry.elements[schema::kMapKey]);
    object[name] = ToJson(session, fields[schema::kMapValue], entry.elements[schema::kMapValue]);
  }
  return object;
}

}  // namespace

Json ToJson(const Session& session, const schema::Field& field, const Value& value) {
  if (field.amount_member.empty() || !value.present()) return ToJson(session, TypeRef{field.type, false}, value);
  std::string amount, currency;
  values::PrintMoneyAmount(value.money, amount);
  values::PrintCurrency(value.money.currency, currency);
  return Json{{field.amount_member, amount}, {field.currency_member, currency}};
}

Json ToJson(const Session& session, TypeRef type, const Value& value) {
  if (!value.present()) return nullptr;
  const TypeKind kind = session.types.KindOf(type);
  if (kind == TypeKind::Int) return value.integer;
  if (kind == TypeKind::Bool) return value.integer != 0;
  if (session.types.IsMap(type)) return MapJson(session, type, value);
  if (session.types.IsCollection(type)) {
    Json elements = Json::array();
    for (const Value& element : value.AsSpan())
      elements.push_back(ToJson(session, session.types.ElementOf(type), element));
    return elements;
  }
  if (kind != TypeKind::Record) return decision::Print(session.unit.schema, session.types.At(type), value);
  Json object = Json::object();
  const std::vector<schema::Field>& fields = session.RecordOf(type).fields;
  for (std::size_t i = 0; i < value.count; ++i) {
    if (value.AsSpan()[i].present()) object[fields[i].name] = ToJson(session, fields[i], value.AsSpan()[i]);
  }
  return object;
}

}  // namespace bpol::check
