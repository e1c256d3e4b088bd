// Money: an exact amount in the minor unit of one currency. Two currencies never meet: that is money.currency_mismatch.
// Faults: a function writes *out and returns Fault::None, or returns a fault and leaves *out alone; a mismatch is told
// before an overflow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/values/currency.h"
#include "runtime/values/fault.h"

namespace bpol::values {

// Read by native code at fixed offsets.
struct Money {
  std::int64_t minor;  // cents of EUR, whole JPY, fils of KWD
  Currency currency;   // one of currency.def
};
static_assert(sizeof(Money) == 16 && alignof(Money) == 8 && offsetof(Money, minor) == 0 &&
              offsetof(Money, currency) == 8);

Fault MoneyAdd(const Money& left, const Money& right, Money* out) noexcept;
Fault MoneySub(const Money& left, const Money& right, Money* out) noexcept;
Fault MoneyNeg(const Money& value, Money* out) noexcept;
Fault MoneyMulInt(const Money& value, std::int64_t factor, Money* out) noexcept;
// -1, 0 or 1; equality of two currencies is a mismatch too, not "different".
Fault MoneyCompare(const Money& left, const Money& right, std::int64_t* out) noexcept;
// minor(m, EUR): the amount in minor units, provided that it is in that currency.
Fault MoneyMinor(const Money& value, Currency currency, std::int64_t* out) noexcept;

// `EUR 30.00`: currency, one blank, amount as below.
[[nodiscard]] bool ParseMoney(std::string_view text, Money* out) noexcept;
// `-?(0|[1-9][0-9]*)(\.[0-9]+)?` with at most as many fraction digits as the currency has; missing ones are zeros.
[[nodiscard]] bool ParseMoneyParts(std::string_view amount, std::string_view currency, Money* out) noexcept;
// Appends `EUR 30.00`, `JPY 5000`, `EUR -1.50`: always all digits of the minor unit.
void PrintMoney(const Money& value, std::string& out) noexcept;
// Appends the amount alone: `30.00`.
void PrintMoneyAmount(const Money& value, std::string& out) noexcept;

}  // namespace bpol::values
