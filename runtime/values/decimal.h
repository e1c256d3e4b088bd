// Decimal: an exact decimal number of at most 34 significant digits, of which at most 34 stand behind the point.
// Nothing is ever rounded unless a rounding is named: what has no exact result within these digits is
// arithmetic.overflow. Binary fractions play no part.
// INVARIANT: one value has one form (no zeros at the end of the fraction, no negative zero), so equal words are equal
// numbers. Faults: a function writes *out and returns Fault::None, or returns a fault and leaves *out alone.
// Nothing here allocates, which is why it is no library: docs/decisions/0012-zones-and-decimals.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/values/fault.h"
#include "runtime/values/money.h"

namespace bpol::values {

inline constexpr std::int64_t kMaxDecimalScale = 34;  // digits behind the point

// Read by native code at fixed offsets. The coefficient has 113 bits: the lower 64 in `low`, the others in the lower
// bits of `high`; bits 56..61 of `high` are the digits behind the point, bit 63 the sign.
struct Decimal {
  std::uint64_t low;
  std::uint64_t high;

  friend constexpr bool operator==(const Decimal&, const Decimal&) = default;
};
static_assert(sizeof(Decimal) == 16 && alignof(Decimal) == 8 && offsetof(Decimal, low) == 0 &&
              offsetof(Decimal, high) == 8);

// How a number goes to fewer digits. The names are those of policies, in decimal_round.def.
enum class Rounding : std::int64_t {
#define BPOL_ROUNDING(name, spelling) name,
#include "runtime/values/decimal_round.def"
#undef BPOL_ROUNDING
};
// False for a name that is none.
[[nodiscard]] bool ParseRounding(std::string_view name, Rounding* out) noexcept;

Decimal DecimalOfInt(std::int64_t value) noexcept;
Fault DecimalAdd(const Decimal& left, const Decimal& right, Decimal* out) noexcept;
Fault DecimalSub(const Decimal& left, const Decimal& right, Decimal* out) noexcept;
Fault DecimalMul(const Decimal& left, const Decimal& right, Decimal* out) noexcept;
Decimal DecimalNeg(const Decimal& value) noexcept;
// -1, 0 or 1, by value.
std::int64_t DecimalCompare(const Decimal& left, const Decimal& right) noexcept;

// `digits` behind the point, 0..34. Never a fault: a number only gets shorter; 9.99 to one digit is 10.
Decimal DecimalRound(const Decimal& value, std::int64_t digits, Rounding rounding) noexcept;
// left / right to so many digits; arithmetic.division_by_zero, arithmetic.overflow.
Fault DecimalDivide(const Decimal& left, const Decimal& right, std::int64_t digits, Rounding rounding,
                    Decimal* out) noexcept;
// The greatest whole number that is not above it; arithmetic.overflow beyond 64 bits.
Fault DecimalFloor(const Decimal& value, std::int64_t* out) noexcept;
// An amount times a number, rounded to the minor unit of its currency.
Fault MoneyScale(const Money& value, const Decimal& factor, Rounding rounding, Money* out) noexcept;

// A number as JSON writes one: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`, exactly, or false where it has more
// than 34 digits that count.
[[nodiscard]] bool ParseDecimal(std::string_view text, Decimal* out) noexcept;
// Appends the plain form, without exponent: `0.13`, `-1200`, `0`.
void PrintDecimal(const Decimal& value, std::string& out) noexcept;

}  // namespace bpol::values
