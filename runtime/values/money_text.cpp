#include <cstring>

#include "runtime/values/integer.h"
#include "runtime/values/money.h"

namespace bpol::values {
namespace {

// The longest amount in range, as whole minor units with a sign: `-9223372036854775808`.
constexpr std::size_t kMaxMinorText = 20;

bool IsDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view WithoutLeadingZeros(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? digits.substr(digits.size() - 1) : digits.substr(first);
}

// Writes the amount as a whole number of minor units and reads that: `-1.5` of EUR is `-150`.
bool ParseMinor(std::string_view amount, std::size_t places, std::int64_t* out) {
  const bool negative = amount.starts_with('-');
  if (negative) amount.remove_prefix(1);
  const std::size_t point = amount.find('.');
  const std::string_view whole = amount.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? "" : amount.substr(point + 1);
  if (!IsDigits(whole) || (whole.size() > 1 && whole[0] == '0')) return false;
  if (point != std::string_view::npos && !IsDigits(fraction)) return false;
  if (fraction.size() > places || whole.size() + places > kMaxMinorText - 1) return false;

  char digits[kMaxMinorText];
  std::memset(digits, '0', sizeof digits);
  std::memcpy(digits, whole.data(), whole.size());
  if (!fraction.empty()) std::memcpy(digits + whole.size(), fraction.data(), fraction.size());
  const std::string_view magnitude = WithoutLeadingZeros({digits, whole.size() + places});

  char number[kMaxMinorText];
  number[0] = '-';
  std::memcpy(number + 1, magnitude.data(), magnitude.size());
  const std::string_view text(number, magnitude.size() + 1);
  return ParseInt(negative ? text : text.substr(1), out);
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
