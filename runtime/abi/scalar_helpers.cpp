#include "runtime/abi/scalar_helpers.h"

#include "runtime/values/calendar.h"
#include "runtime/values/integer.h"
#include "runtime/values/text.h"
#include "runtime/values/time.h"
#include "runtime/values/unicode.h"
#include "runtime/values/zone.h"

namespace bpol::abi {

Fault FloorDivide(Int left, Int right, Int* out) noexcept {
  return values::FloorDivInt(left, right, out);
}

Fault Age(Int now, Int x, Int skew, Int* out) noexcept {
  return values::Age(now, x, skew, out);
}

Fault InstantAdd(Int instant, Int duration, Int* out) noexcept {
  return values::InstantPlusDuration(instant, duration, out);
}

Fault InstantSubtract(Int instant, Int duration, Int* out) noexcept {
  return values::InstantMinusDuration(instant, duration, out);
}

Fault InstantDifference(Int left, Int right, Int* out) noexcept {
  return values::InstantMinusInstant(left, right, out);
}

Fault DateAdd(Int date, Int duration, Int* out) noexcept {
  if (duration % values::kDay != 0) return Fault::TimeOutOfRange;
  return values::DatePlusDays(date, duration / values::kDay, out);
}

Fault DateSubtract(Int date, Int duration, Int* out) noexcept {
  if (duration % values::kDay != 0) return Fault::TimeOutOfRange;
  return values::DateMinusDays(date, duration / values::kDay, out);
}

Fault DateDifference(Int left, Int right, Int* out) noexcept {
  Int days = 0;
  if (const Fault fault = values::DateMinusDate(left, right, &days); fault != Fault::None) return fault;
  return values::DurationOfDays(days, out);
}

Fault Days(Int days, Int* out) noexcept {
  return values::DurationOfDays(days, out);
}

Int DateOf(Int instant) noexcept {
  return values::DateOfInstantUtc(instant);
}

Int HourOf(Int instant) noexcept {
  return values::HourUtc(instant);
}

Fault DateIn(Int instant, const Int* zone, Size words, Int* out) noexcept {
  return values::DateIn({zone, words}, instant, out);
}

Int HourIn(Int instant, const Int* zone, Size words) noexcept {
  return values::HourIn({zone, words}, instant);
}

Int TimeIn(Int instant, const Int* zone, Size words) noexcept {
  return values::TimeOfDayIn({zone, words}, instant);
}

Fault StartOfDayIn(Int date, const Int* zone, Size words, Int* out) noexcept {
  return values::StartOfDayIn({zone, words}, date, out);
}

Int Weekday(Int date) noexcept {
  return values::Weekday(date);
}

Fault AddMonths(Int date, Int months, Int* out) noexcept {
  return values::AddMonths(date, months, out);
}

Fault FullYears(Int birth, Int today, Int* out) noexcept {
  return values::FullYears(birth, today, out);
}

Fault MoneyAdd(Int left_minor, Int left_currency, Int right_minor, Int right_currency, values::Money* out) noexcept {
  return values::MoneyAdd({left_minor, left_currency}, {right_minor, right_currency}, out);
}

Fault MoneySubtract(Int left_minor, Int left_currency, Int right_minor, Int right_currency,
                    values::Money* out) noexcept {
  return values::MoneySub({left_minor, left_currency}, {right_minor, right_currency}, out);
}

Fault MoneyNegate(Int minor, Int currency, values::Money* out) noexcept {
  return values::MoneyNeg({minor, currency}, out);
}

Fault MoneyMultiply(Int minor, Int currency, Int factor, values::Money* out) noexcept {
  return values::MoneyMulInt({minor, currency}, factor, out);
}

Fault MoneyCompare(Int left_minor, Int left_currency, Int right_minor, Int right_currency, Int* out) noexcept {
  return values::MoneyCompare({left_minor, left_currency}, {right_minor, right_currency}, out);
}

Fault MoneyMinor(Int minor, Int currency, Int wanted, Int* out) noexcept {
  return values::MoneyMinor({minor, currency}, wanted, out);
}

Int EqualText(const char* left, Size left_size, const char* right, Size right_size) noexcept {
  return values::EqualText({left, left_size}, {right, right_size});
}

Int CompareText(const char* left, Size left_size, const char* right, Size right_size) noexcept {
  return values::CompareText({left, left_size}, {right, right_size});
}

Int StartsWith(const char* text, Size size, const char* prefix, Size prefix_size) noexcept {
  return values::StartsWith({text, size}, {prefix, prefix_size});
}

Int EndsWith(const char* text, Size size, const char* suffix, Size suffix_size) noexcept {
  return values::EndsWith({text, size}, {suffix, suffix_size});
}

Int Length(const char* text, Size size) noexcept {
  return values::LengthInCodePoints({text, size});
}

Int EqualIp(const values::Ip* left, const values::Ip* right) noexcept {
  return *left == *right;
}

namespace {

template <typename T>
Int Order(const T& left, const T& right) {
  return left < right ? -1 : right < left ? 1 : 0;
}

}  // namespace

Int CompareIp(const values::Ip* left, const values::Ip* right) noexcept {
  return Order(*left, *right);
}

Int CompareCidr(const values::Cidr* left, const values::Cidr* right) noexcept {
  return Order(*left, *right);
}

Int EqualCidr(const values::Cidr* left, const values::Cidr* right) noexcept {
  return *left == *right;
}

}  // namespace bpol::abi
