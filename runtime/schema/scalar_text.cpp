#include "runtime/schema/scalar_text.h"

#include "runtime/base/check.h"
#include "runtime/values/country.h"
#include "runtime/values/currency.h"
#include "runtime/values/decimal.h"
#include "runtime/values/identifier.h"
#include "runtime/values/integer.h"
#include "runtime/values/money.h"
#include "runtime/values/time_text.h"

namespace bpol::schema {
namespace {

bool ParseWord(TypeKind kind, std::string_view text, std::int64_t* out) noexcept {
  switch (kind) {
    case TypeKind::Int:
      return values::ParseInt(text, out);
    case TypeKind::Instant:
      return values::ParseInstant(text, out);
    case TypeKind::Date:
      return values::ParseDate(text, out);
    case TypeKind::Duration:
      return values::ParseDuration(text, out);
    case TypeKind::TimeOfDay:
      return values::ParseTimeOfDay(text, out);
    case TypeKind::Country:
      return values::ParseCountry(text, out);
    case TypeKind::Currency:
      return values::ParseCurrency(text, out);
    case TypeKind::Bool:
    case TypeKind::String:
    case TypeKind::Money:
    case TypeKind::Region:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Ip:
    case TypeKind::Cidr:
    case TypeKind::Decimal:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
    case TypeKind::Enum:
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      return false;
  }
  BPOL_CHECK(false, "every kind of type stands in a word or does not");
}

}  // namespace

bool FitsText(TypeKind kind, std::string_view text) noexcept {
  std::int64_t word = 0;
  values::Money money{};
  values::Decimal decimal{};
  switch (kind) {
    case TypeKind::Int:
    case TypeKind::Instant:
    case TypeKind::Date:
    case TypeKind::Duration:
    case TypeKind::TimeOfDay:
    case TypeKind::Country:
    case TypeKind::Currency:
      return ParseWord(kind, text, &word);
    case TypeKind::Money:
      return values::ParseMoney(text, &money);
    case TypeKind::Decimal:
      return values::ParseDecimal(text, &decimal);
    case TypeKind::Iban:
      return values::IsIban(text);
    case TypeKind::Pan:
      return values::IsPan(text);
    case TypeKind::Bic:
      return values::IsBic(text);
    case TypeKind::Lei:
      return values::IsLei(text);
    case TypeKind::Email:
      return values::IsEmail(text);
    case TypeKind::Phone:
      return values::IsPhone(text);
    case TypeKind::Bool:
    case TypeKind::String:
    case TypeKind::Region:
    case TypeKind::Ip:
    case TypeKind::Cidr:
    case TypeKind::Enum:
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      return false;
  }
  BPOL_CHECK(false, "every kind of type has a text or none");
}

std::int64_t IntFromText(TypeKind kind, std::string_view text) noexcept {
  std::int64_t word = 0;
  return ParseWord(kind, text, &word) ? word : 0;
}

bool ComesFromText(TypeKind kind) noexcept {
  switch (kind) {
    case TypeKind::Int:
    case TypeKind::Decimal:
    case TypeKind::Money:
    case TypeKind::Instant:
    case TypeKind::Date:
    case TypeKind::Duration:
    case TypeKind::TimeOfDay:
    case TypeKind::Country:
    case TypeKind::Currency:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
      return true;
    case TypeKind::Bool:
    case TypeKind::String:
    case TypeKind::Region:
    case TypeKind::Ip:
    case TypeKind::Cidr:
    case TypeKind::Enum:
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      return false;
  }
  BPOL_CHECK(false, "every kind of type comes from a text or does not");
}

}  // namespace bpol::schema
