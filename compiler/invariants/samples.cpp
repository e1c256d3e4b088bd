#include "compiler/invariants/samples.h"

#include <algorithm>
#include <array>

#include "runtime/decision/decision.h"
#include "runtime/schema/layout.h"
#include "runtime/schema/scalar_text.h"
#include "runtime/values/country.h"
#include "runtime/values/currency.h"
#include "runtime/values/time.h"

namespace bpol::invariants {
namespace {

using decision::Value;
using schema::TypeKind;

constexpr values::Instant kMorning = 20'777 * values::kDay + 8 * values::kHour;  // of 20 November 2026

constexpr std::array kCountries = {"DE", "FR", "GB", "US", "IN"};

values::Country CountryNamed(const char* name) {
  values::Country country = 0;
  BPOL_CHECK(values::ParseCountry(name, &country), "samples are countries");
  return country;
}

values::Money Amount(std::uint64_t number) {
  values::Currency currency = 0;
  BPOL_CHECK(values::ParseCurrency("EUR", &currency), "samples are in a currency");
  return {static_cast<std::int64_t>(number) * 100, currency};
}

}  // namespace

Json Samples::OfField(const schema::Field& field) {
  if (field.amount_member.empty()) return Of(field.type);
  return checked::ToJson(schema_, field, Value::Of(Amount(++number_)));
}

Json Samples::Of(std::uint32_t index) {
  const schema::Type& type = schema_.types[index];
  if (type.kind == TypeKind::Record) return Record(schema_.records[type.declaration]);
  if (schema::IsMap(type)) return Map(type);
  if (type.kind == TypeKind::Set || type.kind == TypeKind::List) return Elements(type);
  return Scalar(type);
}

Json Samples::Record(const schema::Record& record) {
  if (record.tag_field != schema::kNone) {
    const std::uint32_t tag = schema_.types[record.fields[record.tag_field].type].declaration;
    return Arm(record, static_cast<std::uint32_t>(random_.Below(schema_.enums[tag].members.size())));
  }
  Json object = Json::object();
  for (const schema::Field& field : record.fields) object[field.name] = OfField(field);
  return object;
}

Json Samples::Arm(const schema::Record& record, std::uint32_t member) {
  Json object = Json::object();
  for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
    const schema::Field& field = record.fields[i];
    if (i == record.tag_field)
      object[field.name] = schema_.enums[schema_.types[field.type].declaration].members[member].wire;
    else if (field.arm == schema::kNone || field.arm == record.arm_of_member[member])
      object[field.name] = OfField(field);
  }
  return object;
}

Json Samples::Elements(const schema::Type& type) {
  Json elements = Json::array();
  const std::size_t wanted = std::min<std::size_t>(2 + random_.Below(2), type.bound);
  for (std::size_t tries = 0; elements.size() < wanted && tries < 8; ++tries) {
    Json element = Of(type.element);
    if (type.kind == TypeKind::List || std::ranges::find(elements, element) == elements.end())
      elements.push_back(std::move(element));
  }
  return elements;
}

Json Samples::Map(const schema::Type& type) {
  const auto& fields = schema_.records[schema_.types[type.element].declaration].fields;
  Json object = Json::object();
  for (std::uint32_t i = 0; i < std::min<std::uint32_t>(2, type.bound); ++i) {
    const Json key = Of(fields[schema::kMapKey].type);
    object[key.is_string() ? key.get<std::string>() : key.dump()] = OfField(fields[schema::kMapValue]);
  }
  return object;
}

std::string Samples::Digits(std::size_t count) const {
  const std::string digits = std::to_string(number_);
  return digits.size() < count ? std::string(count - digits.size(), '0') + digits
                               : digits.substr(digits.size() - count);
}

std::string Samples::Checked(TypeKind kind, const std::string& head, std::size_t at, std::size_t digits) const {
  for (int check = 0; check < (digits == 1 ? 10 : 100); ++check) {
    const std::string number = std::to_string(check);
    std::string text = head;
    text.insert(at, (number.size() < digits ? "0" : "") + number);
    if (schema::FitsText(kind, text)) return text;
  }
  BPOL_CHECK(false, "of all check digits one is right");
}

std::string Samples::Text(const schema::Type& type) {
  if (type.kind == TypeKind::Iban) return Checked(type.kind, "DE" + Digits(18), 2, 2);
  if (type.kind == TypeKind::Pan) return Checked(type.kind, "4" + Digits(14), 15, 1);
  if (type.kind == TypeKind::Lei) return Checked(type.kind, "5299" + Digits(14), 18, 2);
  if (type.kind == TypeKind::Bic) return "DEUTDE" + std::string(1, static_cast<char>('A' + number_ % 26)) + "F";
  if (type.kind == TypeKind::Email) return "person-" + std::to_string(number_) + "@bank.example";
  if (type.kind == TypeKind::Phone) return "+4930" + Digits(7);
  const std::string text = "text-" + std::to_string(number_);
  return text.size() <= type.bound ? text : Digits(type.bound);
}

Json Samples::Scalar(const schema::Type& type) {
  const auto number = static_cast<std::int64_t>(++number_);
  const auto as_json = [&](const Value& value) { return Json(decision::Print(schema_, type, value)); };
  switch (type.kind) {
    case TypeKind::Bool:
      return random_.Chance(50);
    case TypeKind::Int:
      return std::clamp(number, type.minimum, type.maximum);
    case TypeKind::Money:
      return as_json(Value::Of(Amount(number_)));
    case TypeKind::Decimal:
      return std::to_string(number) + ".5";
    case TypeKind::Instant:
      return as_json(Value::Int(kMorning - number * values::kHour));
    case TypeKind::Date:
      return as_json(Value::Int(kMorning / values::kDay - number));
    case TypeKind::Duration:
      return as_json(Value::Int(number * values::kHour));
    case TypeKind::TimeOfDay:
      return as_json(Value::Int(number % 86'400 * values::kSecond));
    case TypeKind::Country:
      return as_json(Value::Int(CountryNamed(random_.Pick(kCountries))));
    case TypeKind::Currency:
      return as_json(Value::Int(Amount(1).currency));
    case TypeKind::Region:
      return schema_.regions.empty() ? Json(nullptr) : Json(random_.Pick(schema_.regions));
    case TypeKind::Ip:
      return "198.51.100." + std::to_string(1 + number % 250);
    case TypeKind::Cidr:
      return "198.51." + std::to_string(number % 250) + ".0/24";
    case TypeKind::Enum:
      return random_.Pick(schema_.enums[type.declaration].members).wire;
    case TypeKind::String:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
      return Text(type);
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      break;
  }
  BPOL_CHECK(false, "what holds others is made elsewhere");
}

}  // namespace bpol::invariants
