// Values as obligations print them: literals without quotes, enum members by wire name, sequences joined by commas.
#include <string>

#include "runtime/base/check.h"
#include "runtime/decision/decision.h"
#include "runtime/values/country.h"
#include "runtime/values/currency.h"
#include "runtime/values/decimal.h"
#include "runtime/values/integer.h"
#include "runtime/values/time_text.h"

namespace bpol::decision {
namespace {

using schema::TypeKind;

void PrintTo(const schema::Unit& unit, const schema::Type& type, const Value& value, std::string& out);

void PrintElements(const schema::Unit& unit, const schema::Type& element, std::span<const Value> values,
                   std::string& out) {
  bool first = true;
  for (const Value& value : values) {
    if (!first) out += ',';
    first = false;
    PrintTo(unit, element, value, out);
  }
}

void PrintFields(const schema::Unit& unit, const schema::Record& record, std::span<const Value> values,
                 std::string& out) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i != 0) out += ',';
    PrintTo(unit, unit.types[record.fields[i].type], values[i], out);
  }
}

void PrintTo(const schema::Unit& unit, const schema::Type& type, const Value& value, std::string& out) {
  if (!value.present()) return;
  switch (type.kind) {
    case TypeKind::Bool:
      out += value.integer != 0 ? "true" : "false";
      return;
    case TypeKind::Int:
      return values::PrintInt(value.integer, out);
    case TypeKind::String:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
      out += value.AsText();
      return;
    case TypeKind::Money:
      return values::PrintMoney(value.money, out);
    case TypeKind::Decimal:
      return values::PrintDecimal(value.decimal, out);
    case TypeKind::Instant:
      return values::PrintInstant(value.integer, out);
    case TypeKind::Date:
      return values::PrintDate(value.integer, out);
    case TypeKind::Duration:
      return values::PrintDuration(value.integer, out);
    case TypeKind::Country:
      return values::PrintCountry(value.integer, out);
    case TypeKind::TimeOfDay:
      return values::PrintTimeOfDay(value.integer, out);
    case TypeKind::Currency:
      return values::PrintCurrency(value.integer, out);
    case TypeKind::Region:
      out += unit.regions[static_cast<std::size_t>(value.integer)];
      return;
    case TypeKind::Ip:
      return values::PrintIp(value.ip, out);
    case TypeKind::Cidr:
      return values::PrintCidr(value.cidr, out);
    case TypeKind::Enum:
      out += unit.enums[type.declaration].members[static_cast<std::size_t>(value.integer)].wire;
      return;
    case TypeKind::Record:
      return PrintFields(unit, unit.records[type.declaration], value.AsSpan(), out);
    case TypeKind::Set:
    case TypeKind::List:
      return PrintElements(unit, unit.types[type.element], value.AsSpan(), out);
  }
  BPOL_CHECK(false, "every kind of type has a printed form");
}

}  // namespace

void Print(const schema::Unit& unit, const schema::Type& type, const Value& value, std::string& out) {
  PrintTo(unit, type, value, out);
}

std::string Print(const schema::Unit& unit, const schema::Type& type, const Value& value) {
  std::string out;
  PrintTo(unit, type, value, out);
  return out;
}

std::string Print(const schema::Unit& unit, const ObligationInstance& instance) {
  const schema::Obligation& obligation = unit.obligations[instance.obligation];
  std::string out = obligation.name;
  std::size_t printed = instance.arguments.size();
  while (printed > 0 && !instance.arguments[printed - 1].present()) --printed;
  for (std::size_t i = 0; i < printed; ++i) {
    out += i == 0 ? ':' : ',';
    PrintTo(unit, unit.types[obligation.parameters[i]], instance.arguments[i], out);
  }
  return out;
}

}  // namespace bpol::decision
