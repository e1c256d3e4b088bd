// Helpers on decimals, as native code calls them: two words in, two words out.
#include "runtime/abi/scalar_helpers.h"

namespace bpol::abi {

using values::Decimal;
using values::Rounding;

namespace {

Fault Written(const Decimal& value, Decimal* out) {
  *out = value;
  return Fault::None;
}

}  // namespace

Fault DecimalOfInt(Int value, Decimal* out) noexcept {
  return Written(values::DecimalOfInt(value), out);
}

Fault DecimalAdd(Size left_low, Size left_high, Size right_low, Size right_high, Decimal* out) noexcept {
  return values::DecimalAdd({left_low, left_high}, {right_low, right_high}, out);
}

Fault DecimalSubtract(Size left_low, Size left_high, Size right_low, Size right_high, Decimal* out) noexcept {
  return values::DecimalSub({left_low, left_high}, {right_low, right_high}, out);
}

Fault DecimalMultiply(Size left_low, Size left_high, Size right_low, Size right_high, Decimal* out) noexcept {
  return values::DecimalMul({left_low, left_high}, {right_low, right_high}, out);
}

Fault DecimalNegate(Size low, Size high, Decimal* out) noexcept {
  return Written(values::DecimalNeg({low, high}), out);
}

Int DecimalCompare(Size left_low, Size left_high, Size right_low, Size right_high) noexcept {
  return values::DecimalCompare({left_low, left_high}, {right_low, right_high});
}

Fault DecimalRound(Size low, Size high, Int digits, Int rounding, Decimal* out) noexcept {
  return Written(values::DecimalRound({low, high}, digits, static_cast<Rounding>(rounding)), out);
}

Fault DecimalDivide(Size left_low, Size left_high, Size right_low, Size right_high, Int digits, Int rounding,
                    Decimal* out) noexcept {
  return values::DecimalDivide({left_low, left_high}, {right_low, right_high}, digits, static_cast<Rounding>(rounding),
                               out);
}

Fault DecimalFloor(Size low, Size high, Int* out) noexcept {
  return values::DecimalFloor({low, high}, out);
}

Fault MoneyScale(Int minor, Int currency, Size factor_low, Size factor_high, Int rounding,
                 values::Money* out) noexcept {
  return values::MoneyScale({minor, currency}, {factor_low, factor_high}, static_cast<Rounding>(rounding), out);
}

}  // namespace bpol::abi
