#include "runtime/values/time.h"

#include <chrono>

#include "runtime/values/integer.h"

namespace bpol::values {
namespace {

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
  // Checked first: chrono holds a year in 16 bits and a month and day in 8.
  if (civil.year < 1 || civil.year > 9999 || civil.month < 1 || civil.month > 12) return false;
  if (civil.day < 1 || civil.day > 31) return false;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(civil.year)),
                                         std::chrono::month(static_cast<unsigned>(civil.month)),
                                         std::chrono::day(static_cast<unsigned>(civil.day))};
  if (!date.ok()) return false;
  *out = std::chrono::sys_days(date).time_since_epoch().count();
  return true;
}

CivilDate CivilOfDate(Date date) noexcept {
  const std::chrono::year_month_day civil{std::chrono::sys_days(std::chrono::days(date))};
  return {static_cast<int>(civil.year()), static_cast<unsigned>(civil.month()), static_cast<unsigned>(civil.day())};
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
