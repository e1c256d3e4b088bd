#include "runtime/values/time.h"

#include "runtime/values/integer.h"

namespace bpol::values {
namespace {

// Days in the months of a year that begins on 1 March, so that the leap day is the last; a month number of such a year
// maps to its first day by this line (Howard Hinnant, "chrono-compatible low-level date algorithms").
constexpr std::int64_t FirstDayOfMarchMonth(std::int64_t month) {
  return (153 * month + 2) / 5;
}
constexpr std::int64_t kDaysIn400Years = 146'097;
constexpr std::int64_t kEpochInMarchDays = 719'468;  // from 0000-03-01 to 1970-01-01

constexpr bool IsLeap(std::int64_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

constexpr std::int64_t DaysInMonth(std::int64_t year, std::int64_t month) {
  if (month == 2) return IsLeap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

constexpr std::int64_t FloorDiv(std::int64_t value, std::int64_t positive) {
  return value / positive - (value % positive < 0 ? 1 : 0);
}

Fault InRange(bool overflowed, std::int64_t value, std::int64_t low, std::int64_t high, std::int64_t* out) {
  if (overflowed || value < low || value > high) return Fault::TimeOutOfRange;
  *out = value;
  return Fault::None;
}

}  // namespace

bool DateOfCivil(const CivilDate& civil, Date* out) noexcept {
  if (civil.year < 1 || civil.year > 9999 || civil.month < 1 || civil.month > 12) return false;
  if (civil.day < 1 || civil.day > DaysInMonth(civil.year, civil.month)) return false;
  const std::int64_t year = civil.year - (civil.month <= 2 ? 1 : 0);
  const std::int64_t month = civil.month > 2 ? civil.month - 3 : civil.month + 9;
  const std::int64_t leap_days = year / 4 - year / 100 + year / 400;
  *out = year * 365 + leap_days + FirstDayOfMarchMonth(month) + (civil.day - 1) - kEpochInMarchDays;
  return true;
}

CivilDate CivilOfDate(Date date) noexcept {
  const std::int64_t days = date + kEpochInMarchDays;  // not negative for any Date
  const std::int64_t era = days / kDaysIn400Years;
  const std::int64_t of_era = days % kDaysIn400Years;
  const std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t march_month = (5 * of_year + 2) / 153;
  const std::int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;
  const std::int64_t year = era * 400 + year_of_era + (month <= 2 ? 1 : 0);
  return {year, month, of_year - FirstDayOfMarchMonth(march_month) + 1};
}

Fault InstantPlusDuration(Instant instant, Duration duration, Instant* out) noexcept {
  std::int64_t sum;
  const bool overflowed = __builtin_add_overflow(instant, duration, &sum);
  return InRange(overflowed, sum, kMinInstant, kMaxInstant, out);
}

Fault InstantMinusDuration(Instant instant, Duration duration, Instant* out) noexcept {
  std::int64_t difference;
  const bool overflowed = __builtin_sub_overflow(instant, duration, &difference);
  return InRange(overflowed, difference, kMinInstant, kMaxInstant, out);
}

Fault InstantMinusInstant(Instant left, Instant right, Duration* out) noexcept {
  return SubInt(left, right, out);
}

Fault DatePlusDays(Date date, std::int64_t days, Date* out) noexcept {
  std::int64_t sum;
  const bool overflowed = __builtin_add_overflow(date, days, &sum);
  return InRange(overflowed, sum, kMinDate, kMaxDate, out);
}

Fault DateMinusDays(Date date, std::int64_t days, Date* out) noexcept {
  std::int64_t difference;
  const bool overflowed = __builtin_sub_overflow(date, days, &difference);
  return InRange(overflowed, difference, kMinDate, kMaxDate, out);
}

Fault DateMinusDate(Date left, Date right, std::int64_t* out) noexcept {
  return SubInt(left, right, out);
}

Fault DurationOfDays(std::int64_t days, Duration* out) noexcept {
  return MulInt(days, kDay, out);
}

Date DateOfInstantUtc(Instant instant) noexcept {
  return FloorDiv(instant, kDay);
}

std::int64_t HourUtc(Instant instant) noexcept {
  return (instant - InstantOfDateUtc(DateOfInstantUtc(instant))) / kHour;
}

Instant InstantOfDateUtc(Date date) noexcept {
  return date * kDay;
}

Fault Age(Instant now, Instant x, Duration skew, Duration* out) noexcept {
  if (x <= now) return SubInt(now, x, out);
  std::int64_t ahead;
  if (__builtin_sub_overflow(x, now, &ahead) || ahead > skew) return Fault::TimeOutOfRange;
  *out = 0;
  return Fault::None;
}

Fault FullYears(Date birth, Date today, std::int64_t* out) noexcept {
  if (birth > today) return Fault::TimeOutOfRange;
  const CivilDate born = CivilOfDate(birth);
  const CivilDate now = CivilOfDate(today);
  const bool birthday_to_come = now.month < born.month || (now.month == born.month && now.day < born.day);
  *out = now.year - born.year - (birthday_to_come ? 1 : 0);
  return Fault::None;
}

}  // namespace bpol::values
