// Going to fewer digits: rounding, division, whole numbers, amounts.
#include "runtime/base/check.h"
#include "runtime/values/decimal.h"
#include "runtime/values/decimal_parts.h"
#include "runtime/values/integer.h"

namespace bpol::values {

using decimal::Fit;
using decimal::kLimit;
using decimal::Parts;
using decimal::Power;
using decimal::Take;
using decimal::Wide;

namespace {

// What was cut off, against half of the last digit that stays.
enum class Rest { Nothing, BelowHalf, Half, AboveHalf };

Rest RestOf(Wide rest, Wide whole, bool more) {
  if (rest == 0 && !more) return Rest::Nothing;
  const Wide up_to_whole = whole - rest;
  if (rest > up_to_whole || (rest == up_to_whole && more)) return Rest::AboveHalf;
  return rest == up_to_whole ? Rest::Half : Rest::BelowHalf;
}

// Whether the magnitude grows by one in its last digit.
bool Grows(Rounding rounding, Rest rest, bool odd, bool negative) {
  if (rest == Rest::Nothing) return false;
  switch (rounding) {
    case Rounding::HalfEven:
      return rest == Rest::AboveHalf || (rest == Rest::Half && odd);
    case Rounding::HalfUp:
      return rest != Rest::BelowHalf;
    case Rounding::HalfDown:
      return rest == Rest::AboveHalf;
    case Rounding::Up:
      return true;
    case Rounding::Down:
      return false;
    case Rounding::Ceiling:
      return !negative;
    case Rounding::Floor:
      return negative;
  }
  BPOL_CHECK(false, "every rounding has a direction");
}

// `number` without its last `places` digits; `more`: something stood behind them already.
void Cut(Parts& number, std::int64_t places, bool more, Rounding rounding) {
  const Wide whole = Power(places);
  const Rest rest = RestOf(number.coefficient % whole, whole, more);
  number.coefficient /= whole;
  number.scale -= places;
  if (Grows(rounding, rest, number.coefficient % 2 != 0, number.negative)) ++number.coefficient;
}

}  // namespace

bool ParseRounding(std::string_view name, Rounding* out) noexcept {
#define BPOL_ROUNDING(member, spelling) \
  if (name == spelling) {               \
    *out = Rounding::member;            \
    return true;                        \
  }
#include "runtime/values/decimal_round.def"
#undef BPOL_ROUNDING
  return false;
}

Decimal DecimalRound(const Decimal& value, std::int64_t digits, Rounding rounding) noexcept {
  Parts parts = Take(value);
  if (digits < 0) digits = 0;
  if (parts.scale <= digits) return value;
  Cut(parts, parts.scale - digits, false, rounding);
  Decimal rounded{};
  BPOL_CHECK(Fit(parts, &rounded), "a number that lost a digit has room for one more unit");
  return rounded;
}

// Digit by digit, as by hand, until the place that was asked for or until nothing is left over.
Fault DecimalDivide(const Decimal& left, const Decimal& right, std::int64_t digits, Rounding rounding,
                    Decimal* out) noexcept {
  const Parts a = Take(left), b = Take(right);
  if (b.coefficient == 0) return Fault::ArithmeticDivisionByZero;
  if (digits < 0) digits = 0;
  if (digits > kMaxDecimalScale) digits = kMaxDecimalScale;
  Parts quotient{
      .coefficient = a.coefficient / b.coefficient, .scale = a.scale - b.scale, .negative = a.negative != b.negative};
  Wide rest = a.coefficient % b.coefficient;
  for (; quotient.scale < digits && rest != 0; ++quotient.scale) {
    rest *= 10;
    quotient.coefficient = quotient.coefficient * 10 + rest / b.coefficient;
    rest %= b.coefficient;
    if (rest != 0 && quotient.coefficient >= kLimit) return Fault::ArithmeticOverflow;
  }
  if (quotient.scale > digits) {
    Cut(quotient, quotient.scale - digits, rest != 0, rounding);
  } else if (rest != 0 &&
             Grows(rounding, RestOf(rest, b.coefficient, false), quotient.coefficient % 2 != 0, quotient.negative)) {
    ++quotient.coefficient;
  }
  return Fit(quotient, out) ? Fault::None : Fault::ArithmeticOverflow;
}

Fault DecimalFloor(const Decimal& value, std::int64_t* out) noexcept {
  const Parts whole = Take(DecimalRound(value, 0, Rounding::Floor));
  constexpr Wide kMost = static_cast<Wide>(INT64_MAX);
  if (whole.coefficient > kMost + (whole.negative ? 1 : 0)) return Fault::ArithmeticOverflow;
  const auto magnitude = static_cast<std::uint64_t>(whole.coefficient);
  *out = static_cast<std::int64_t>(whole.negative ? 0 - magnitude : magnitude);
  return Fault::None;
}

Fault MoneyScale(const Money& value, const Decimal& factor, Rounding rounding, Money* out) noexcept {
  Decimal exact{};
  const Fault fault = DecimalMul(DecimalOfInt(value.minor), factor, &exact);
  if (fault != Fault::None) return fault;
  std::int64_t minor = 0;
  const Fault fits = DecimalFloor(DecimalRound(exact, 0, rounding), &minor);
  if (fits == Fault::None) *out = {minor, value.currency};
  return fits;
}

}  // namespace bpol::values
