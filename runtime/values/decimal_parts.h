// A Decimal taken apart, for the files that compute with it.
#pragma once

#include "runtime/values/decimal.h"

namespace bpol::values::decimal {

__extension__ using Wide = unsigned __int128;

// 10^exponent, exponent 0..38.
constexpr Wide Power(std::int64_t exponent) {
  Wide power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

inline constexpr Wide kLimit = Power(34);  // coefficients stay below

struct Parts {
  Wide coefficient = 0;
  std::int64_t scale = 0;
  bool negative = false;
};

Parts Take(const Decimal& value) noexcept;
// False where it does not fit: `coefficient` may have any 128-bit value, `scale` any number.
[[nodiscard]] bool Fit(Parts parts, Decimal* out) noexcept;

}  // namespace bpol::values::decimal
