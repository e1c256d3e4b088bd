// Texts of data files and manifests as values.
#include "compiler/check/literal.h"
#include "runtime/values/country.h"
#include "runtime/values/currency.h"
#include "runtime/values/decimal.h"
#include "runtime/values/identifier.h"
#include "runtime/values/integer.h"
#include "runtime/values/ip.h"
#include "runtime/values/time_text.h"
#include "runtime/values/unicode.h"

namespace bpol::check {

using decision::Value;

namespace {

std::optional<Value> ReadMember(const schema::Enum& declaration, std::string_view text) {
  for (std::size_t i = 0; i < declaration.members.size(); ++i) {
    if (declaration.members[i].wire == text) return Value::Int(static_cast<std::int64_t>(i));
  }
  return std::nullopt;
}

std::optional<Value> ReadInt(const schema::Type& type, std::string_view text) {
  std::int64_t integer = 0;
  if (!values::ParseInt(text, &integer) || integer < type.minimum || integer > type.maximum) return std::nullopt;
  return Value::Int(integer);
}

std::optional<Value> If(bool parsed, const std::int64_t& integer) {
  return parsed ? std::optional(Value::Int(integer)) : std::nullopt;
}

std::optional<Value> ReadString(Session& session, const schema::Type& type, std::string_view text) {
  if (text.size() > type.bound || values::CheckText(text) != values::TextFit::Ok) return std::nullopt;
  return Value::Text(session.Keep(text));
}

std::optional<Value> ReadIdentifier(Session& session, bool (*is)(std::string_view) noexcept, std::string_view text) {
  return is(text) ? std::optional(Value::Text(session.Keep(text))) : std::nullopt;
}

}  // namespace

std::optional<Value> ReadText(Session& session, TypeRef ref, std::string_view text) {
  const schema::Type& type = session.types.At(ref);
  std::int64_t integer = 0;
  values::Money money{};
  values::Decimal decimal{};
  values::Ip ip{};
  values::Cidr cidr{};
  switch (type.kind) {
    case TypeKind::Bool:
      return If(text == "true" || text == "false", text == "true");
    case TypeKind::Int:
      return ReadInt(type, text);
    case TypeKind::String:
      return ReadString(session, type, text);
    case TypeKind::Money:
      return values::ParseMoney(text, &money) ? std::optional(Value::Of(money)) : std::nullopt;
    case TypeKind::Instant:
      return values::ParseInstant(text, &integer) ? std::optional(Value::Int(integer)) : std::nullopt;
    case TypeKind::Date:
      return values::ParseDate(text, &integer) ? std::optional(Value::Int(integer)) : std::nullopt;
    case TypeKind::Duration:
      return ParseDurationLiteral(text, &integer) ? std::optional(Value::Int(integer)) : std::nullopt;
    case TypeKind::Country:
      return values::ParseCountry(text, &integer) ? std::optional(Value::Int(integer)) : std::nullopt;
    case TypeKind::Region: {
      const std::optional<std::uint32_t> region = RegionOf(session, text);
      return region ? std::optional(Value::Int(*region)) : std::nullopt;
    }
    case TypeKind::Iban:
      return ReadIdentifier(session, values::IsIban, text);
    case TypeKind::Pan:
      return ReadIdentifier(session, values::IsPan, text);
    case TypeKind::Bic:
      return ReadIdentifier(session, values::IsBic, text);
    case TypeKind::Lei:
      return ReadIdentifier(session, values::IsLei, text);
    case TypeKind::Email:
      return ReadIdentifier(session, values::IsEmail, text);
    case TypeKind::Phone:
      return ReadIdentifier(session, values::IsPhone, text);
    case TypeKind::Decimal:
      return values::ParseDecimal(text, &decimal) ? std::optional(Value::Of(decimal)) : std::nullopt;
    case TypeKind::TimeOfDay:
      return If(values::ParseTimeOfDay(text, &integer), integer);
    case TypeKind::Currency:
      return If(values::ParseCurrency(text, &integer), integer);
    case TypeKind::Ip:
      return values::ParseIp(text, &ip) ? std::optional(Value::Of(ip)) : std::nullopt;
    case TypeKind::Cidr:
      return values::ParseCidr(text, &cidr) ? std::optional(Value::Of(cidr)) : std::nullopt;
    case TypeKind::Enum:
      return ReadMember(session.EnumOf(ref), text);
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      return std::nullopt;
  }
  BPOL_CHECK(false, "every kind of type is read or refused");
}

}  // namespace bpol::check
