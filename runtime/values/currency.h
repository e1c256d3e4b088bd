// Currency: an ISO 4217 code as an integer, and its number of minor-unit digits.
// The list (currency.def) holds what can carry an amount: no metals, no XXX, XTS or XDR, no currency that left use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bpol::values {

using Currency = std::int64_t;  // the three letters, the first in bits 16..23: EUR is 'E' << 16 | 'U' << 8 | 'R'

constexpr Currency PackCurrency(char first, char second, char third) noexcept {
  return Currency{first} << 16 | Currency{second} << 8 | Currency{third};
}

// Exactly three upper-case letters that are in the list.
[[nodiscard]] bool ParseCurrency(std::string_view text, Currency* out) noexcept;
// Appends the three letters.
void PrintCurrency(Currency currency, std::string& out) noexcept;
bool IsCurrency(std::int64_t value) noexcept;
// Digits after the point: 0, 2, 3 or 4; -1 for what is not in the list.
int MinorUnits(Currency currency) noexcept;

}  // namespace bpol::values
