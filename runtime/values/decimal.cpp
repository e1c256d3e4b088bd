#include "runtime/values/decimal.h"

#include <utility>

#include "runtime/values/decimal_parts.h"

namespace bpol::values {

using decimal::Fit;
using decimal::kLimit;
using decimal::Parts;
using decimal::Power;
using decimal::Take;
using decimal::Wide;

namespace decimal {

constexpr int kScaleAt = 56;
constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
constexpr std::uint64_t kUpperBits = (std::uint64_t{1} << 49) - 1;

Parts Take(const Decimal& value) noexcept {
  const Wide upper = value.high & kUpperBits;
  return {.coefficient = upper << 64 | value.low,
          .scale = static_cast<std::int64_t>(value.high >> kScaleAt & 0x3f),
          .negative = (value.high & kSign) != 0};
}

bool Fit(Parts parts, Decimal* out) noexcept {
  while (parts.scale > 0 && parts.coefficient % 10 == 0) {
    if (parts.coefficient == 0) parts.scale = 1;
    parts.coefficient /= 10;
    --parts.scale;
  }
  for (; parts.scale < 0 && parts.coefficient != 0; ++parts.scale) {
    if (parts.coefficient >= kLimit) return false;
    parts.coefficient *= 10;
  }
  if (parts.coefficient >= kLimit || parts.scale > kMaxDecimalScale) return false;
  if (parts.coefficient == 0) {
    *out = {};
    return true;
  }
  out->low = static_cast<std::uint64_t>(parts.coefficient);
  out->high = static_cast<std::uint64_t>(parts.coefficient >> 64) |
              static_cast<std::uint64_t>(parts.scale) << kScaleAt | (parts.negative ? kSign : 0);
  return true;
}

}  // namespace decimal

namespace {

Fault Done(const Parts& parts, Decimal* out) {
  return Fit(parts, out) ? Fault::None : Fault::ArithmeticOverflow;
}

// times 10^places, 0..34; false where the product leaves 128 bits.
bool Shift(Wide value, std::int64_t places, Wide* out) {
  return !__builtin_mul_overflow(value, Power(places), out);
}

bool CanPop(Wide value, unsigned divisor) {
  return value % divisor == 0;
}

}  // namespace

Decimal DecimalOfInt(std::int64_t value) noexcept {
  const bool negative = value < 0;
  const std::uint64_t magnitude = negative ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  Decimal made{};
  return Fit({.coefficient = magnitude, .scale = 0, .negative = negative}, &made) ? made : Decimal{};
}

Fault DecimalAdd(const Decimal& left, const Decimal& right, Decimal* out) noexcept {
  Parts fine = Take(left), coarse = Take(right);
  if (fine.scale < coarse.scale) std::swap(fine, coarse);
  // The finer one ends in a digit that counts, so the sum has its scale, and a coarser one that is too large for it
  // leaves no room for a sum that fits.
  Wide aligned = 0;
  if (!Shift(coarse.coefficient, fine.scale - coarse.scale, &aligned) || aligned >= 2 * kLimit)
    return Fault::ArithmeticOverflow;
  Parts sum{.coefficient = 0, .scale = fine.scale, .negative = fine.negative};
  if (fine.negative == coarse.negative) {
    sum.coefficient = fine.coefficient + aligned;
  } else if (fine.coefficient >= aligned) {
    sum.coefficient = fine.coefficient - aligned;
  } else {
    sum.coefficient = aligned - fine.coefficient;
    sum.negative = coarse.negative;
  }
  return Done(sum, out);
}

Fault DecimalSub(const Decimal& left, const Decimal& right, Decimal* out) noexcept {
  return DecimalAdd(left, DecimalNeg(right), out);
}

// Powers of ten that the fraction would lose again go first, so that the product needs no more room than it has.
Fault DecimalMul(const Decimal& left, const Decimal& right, Decimal* out) noexcept {
  Parts a = Take(left), b = Take(right);
  Parts product{.coefficient = 0, .scale = a.scale + b.scale, .negative = a.negative != b.negative};
  if (a.coefficient == 0 || b.coefficient == 0) return Done({}, out);
  for (bool popped = true; popped && product.scale > 0;) {
    if (CanPop(a.coefficient, 10)) {
      a.coefficient /= 10;
    } else if (CanPop(b.coefficient, 10)) {
      b.coefficient /= 10;
    } else if (CanPop(a.coefficient, 2) && CanPop(b.coefficient, 5)) {
      a.coefficient /= 2;
      b.coefficient /= 5;
    } else if (CanPop(a.coefficient, 5) && CanPop(b.coefficient, 2)) {
      a.coefficient /= 5;
      b.coefficient /= 2;
    } else {
      popped = false;
    }
    product.scale -= popped ? 1 : 0;
  }
  if (__builtin_mul_overflow(a.coefficient, b.coefficient, &product.coefficient)) return Fault::ArithmeticOverflow;
  return Done(product, out);
}

Decimal DecimalNeg(const Decimal& value) noexcept {
  if (value.low == 0 && value.high == 0) return value;
  return {value.low, value.high ^ decimal::kSign};
}

std::int64_t DecimalCompare(const Decimal& left, const Decimal& right) noexcept {
  const Parts a = Take(left), b = Take(right);
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  const std::int64_t larger = a.negative ? -1 : 1;
  const bool left_coarser = a.scale < b.scale;
  const Parts& coarse = left_coarser ? a : b;
  const Parts& fine = left_coarser ? b : a;
  Wide aligned = 0;
  const bool beyond = !Shift(coarse.coefficient, fine.scale - coarse.scale, &aligned);
  if (!beyond && aligned == fine.coefficient) return 0;
  return (beyond || aligned > fine.coefficient) == left_coarser ? larger : -larger;
}

}  // namespace bpol::values
