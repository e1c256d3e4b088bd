#include "runtime/bind/scalar.h"

#include "runtime/base/check.h"
#include "runtime/bind/record_bits.h"
#include "runtime/values/country.h"
#include "runtime/values/currency.h"
#include "runtime/values/decimal.h"
#include "runtime/values/identifier.h"
#include "runtime/values/integer.h"
#include "runtime/values/ip.h"
#include "runtime/values/money.h"
#include "runtime/values/text.h"
#include "runtime/values/time_text.h"
#include "runtime/values/unicode.h"

namespace bpol::bind {
namespace {

using schema::TypeKind;
using values::Fault;

template <typename T>
Fault Parsed(bool (*parse)(std::string_view, T*) noexcept, std::string_view text, std::byte* out) {
  T value;
  if (!parse(text, &value)) return Fault::InputMisfit;
  Put(out, value);
  return Fault::None;
}

// Null: the text lives as long as the frame.
Fault StoreText(std::string_view text, Arena* arena, std::byte* out) {
  Put(out, values::TextOf(arena == nullptr ? text : arena->Copy(text)));
  return Fault::None;
}

// Too long comes before not well formed: what is refused for its size is not read.
Fault StringFrom(const schema::Type& type, std::string_view text, Arena* arena, std::byte* out) {
  if (text.size() > type.bound) return Fault::InputTooLarge;
  if (values::CheckText(text) != values::TextFit::Ok) return Fault::InputMisfit;
  return StoreText(text, arena, out);
}

Fault IdentifierFrom(bool (*is)(std::string_view) noexcept, std::string_view text, Arena* arena, std::byte* out) {
  return is(text) ? StoreText(text, arena, out) : Fault::InputMisfit;
}

Fault RegionFrom(const schema::Unit& unit, std::string_view text, std::byte* out) {
  for (std::size_t i = 0; i < unit.regions.size(); ++i) {
    if (unit.regions[i] != text) continue;
    Put(out, static_cast<std::int64_t>(i));
    return Fault::None;
  }
  return Fault::InputMisfit;
}

Fault MemberFrom(const schema::Enum& declaration, std::string_view text, std::byte* out) {
  std::uint32_t member = declaration.wires.Find(text);
  if (member == schema::NameTable::kNowhere) {
    if (declaration.otherwise == schema::kNone) return Fault::InputUnknownMember;
    member = declaration.otherwise;
  }
  Put(out, static_cast<std::int64_t>(member));
  return Fault::None;
}

}  // namespace

Fault ScalarFromString(const schema::Unit& unit, const schema::Type& type, std::string_view text, Arena& arena,
                       std::byte* out, Texts texts) {
  Arena* const place = texts == Texts::Copied ? &arena : nullptr;
  switch (type.kind) {
    case TypeKind::String:
      return StringFrom(type, text, place, out);
    case TypeKind::Iban:
      return IdentifierFrom(values::IsIban, text, place, out);
    case TypeKind::Pan:
      return IdentifierFrom(values::IsPan, text, place, out);
    case TypeKind::Bic:
      return IdentifierFrom(values::IsBic, text, place, out);
    case TypeKind::Lei:
      return IdentifierFrom(values::IsLei, text, place, out);
    case TypeKind::Email:
      return IdentifierFrom(values::IsEmail, text, place, out);
    case TypeKind::Phone:
      return IdentifierFrom(values::IsPhone, text, place, out);
    case TypeKind::Money:
      return Parsed(values::ParseMoney, text, out);
    case TypeKind::Decimal:
      return Parsed(values::ParseDecimal, text, out);
    case TypeKind::Instant:
      return Parsed(values::ParseInstant, text, out);
    case TypeKind::Date:
      return Parsed(values::ParseDate, text, out);
    case TypeKind::Duration:
      return Parsed(values::ParseDuration, text, out);
    case TypeKind::Country:
      return Parsed(values::ParseCountry, text, out);
    case TypeKind::TimeOfDay:
      return Parsed(values::ParseTimeOfDay, text, out);
    case TypeKind::Currency:
      return Parsed(values::ParseCurrency, text, out);
    case TypeKind::Ip:
      return Parsed(values::ParseIp, text, out);
    case TypeKind::Cidr:
      return Parsed(values::ParseCidr, text, out);
    case TypeKind::Region:
      return RegionFrom(unit, text, out);
    case TypeKind::Enum:
      return MemberFrom(unit.enums[type.declaration], text, out);
    case TypeKind::Bool:
    case TypeKind::Int:
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      return Fault::InputMisfit;
  }
  BPOL_CHECK(false, "every kind of type is a string in JSON or is not");
}

Fault IntInRange(const schema::Type& type, std::int64_t number, std::byte* out) {
  if (number < type.minimum || number > type.maximum) return Fault::InputMisfit;
  Put(out, number);
  return Fault::None;
}

Fault ScalarFromWire(const schema::Unit& unit, const schema::Type& type, std::string_view text, Arena& arena,
                     std::byte* out) {
  if (type.kind == TypeKind::Int) {
    std::int64_t number = 0;
    return values::ParseInt(text, &number) ? IntInRange(type, number, out) : Fault::InputMisfit;
  }
  if (type.kind == TypeKind::Bool) {
    if (text != "true" && text != "false") return Fault::InputMisfit;
    Put(out, static_cast<std::int64_t>(text == "true"));
    return Fault::None;
  }
  return ScalarFromString(unit, type, text, arena, out);
}

}  // namespace bpol::bind
