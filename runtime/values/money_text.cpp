#include <algorithm>

#include "runtime/values/integer.h"
#include "runtime/values/money.h"

namespace bpol::values {
namespace {

// The longest amount in range, as whole minor units: `9223372036854775808`. So many digits fit 64 bits without a sign.
constexpr std::size_t kMaxMinorDigits = 19;

// Takes the digits that `text` begins with, at most kMaxMinorDigits of them, behind those of `number`; how many.
std::size_t TakeDigits(std::string_view* text, std::uint64_t* number) {
  std::size_t count = 0;
  for (; count < std::min(text->size(), kMaxMinorDigits) && (*text)[count] >= '0' && (*text)[count] <= '9'; ++count)
    *number = *number * 10 + static_cast<std::uint64_t>((*text)[count] - '0');
  text->remove_prefix(count);
  return count;
}

// As a whole number of minor units: `-1.5` of EUR is `-150`.
bool ParseMinor(std::string_view amount, std::size_t places, std::int64_t* out) {
  const bool negative = amount.starts_with('-');
  amount.remove_prefix(negative);
  const bool zero = amount.starts_with('0');
  std::uint64_t magnitude = 0;
  const std::size_t whole = TakeDigits(&amount, &magnitude);
  if (whole == 0 || (zero && whole > 1) || whole + places > kMaxMinorDigits) return false;
  std::size_t fraction = 0;
  if (amount.starts_with('.')) {
    amount.remove_prefix(1);
    fraction = TakeDigits(&amount, &magnitude);
    if (fraction == 0 || fraction > places) return false;
  }
  if (!amount.empty()) return false;
  for (; fraction < places; ++fraction) magnitude *= 10;
  if (magnitude > std::uint64_t{INT64_MAX} + negative) return false;
  *out = static_cast<std::int64_t>(negative ? -magnitude : magnitude);
  return true;
}

}  // namespace

bool ParseMoneyParts(std::string_view amount, std::string_view currency, Money* out) noexcept {
  Money money;
  if (!ParseCurrency(currency, &money.currency)) return false;
  const auto places = static_cast<std::size_t>(MinorUnits(money.currency));
  if (!ParseMinor(amount, places, &money.minor)) return false;
  *out = money;
  return true;
}

bool ParseMoney(std::string_view text, Money* out) noexcept {
  if (text.size() < 5 || text[3] != ' ') return false;
  return ParseMoneyParts(text.substr(4), text.substr(0, 3), out);
}

void PrintMoneyAmount(const Money& value, std::string& out) noexcept {
  const std::size_t start = out.size() + (value.minor < 0 ? 1 : 0);
  PrintInt(value.minor, out);
  const int minor_units = MinorUnits(value.currency);
  if (minor_units <= 0) return;
  const auto places = static_cast<std::size_t>(minor_units);
  const std::size_t digits = out.size() - start;
  if (digits <= places) out.insert(start, places + 1 - digits, '0');
  out.insert(out.size() - places, 1, '.');
}

void PrintMoney(const Money& value, std::string& out) noexcept {
  PrintCurrency(value.currency, out);
  out += ' ';
  PrintMoneyAmount(value, out);
}

}  // namespace bpol::values
