// Instant, Date and Duration as plain integers: the proleptic Gregorian calendar, UTC, no leap seconds.
// INVARIANT: an Instant and a Date lie in the years 0001 to 9999; what would leave them is time.out_of_range.
// Faults: a function writes *out and returns Fault::None, or returns a fault and leaves *out alone.
#pragma once

#include <cstdint>

#include "runtime/values/fault.h"

namespace bpol::values {

using Instant = std::int64_t;   // microseconds since 1970-01-01T00:00:00Z
using Duration = std::int64_t;  // microseconds, of either sign
using Date = std::int64_t;      // days since 1970-01-01

inline constexpr Duration kMillisecond = 1'000;
inline constexpr Duration kSecond = 1'000 * kMillisecond;
inline constexpr Duration kMinute = 60 * kSecond;
inline constexpr Duration kHour = 60 * kMinute;
inline constexpr Duration kDay = 24 * kHour;

inline constexpr Date kMinDate = -719'162;   // 0001-01-01
inline constexpr Date kMaxDate = 2'932'896;  // 9999-12-31
inline constexpr Instant kMinInstant = kMinDate * kDay;
inline constexpr Instant kMaxInstant = kMaxDate * kDay + (kDay - 1);

struct CivilDate {
  std::int64_t year;   // 1..9999
  std::int64_t month;  // 1..12
  std::int64_t day;    // 1..31
};

// The day number of a calendar day that exists; false for one that does not (2026-02-29) or outside 0001..9999.
[[nodiscard]] bool DateOfCivil(const CivilDate& civil, Date* out) noexcept;
// `date` lies in kMinDate..kMaxDate.
CivilDate CivilOfDate(Date date) noexcept;

Fault InstantPlusDuration(Instant instant, Duration duration, Instant* out) noexcept;
Fault InstantMinusDuration(Instant instant, Duration duration, Instant* out) noexcept;
// left - right; cannot leave 64 bits, since both are Instants.
Fault InstantMinusInstant(Instant left, Instant right, Duration* out) noexcept;
Fault DatePlusDays(Date date, std::int64_t days, Date* out) noexcept;
Fault DateMinusDays(Date date, std::int64_t days, Date* out) noexcept;
// left - right in days.
Fault DateMinusDate(Date left, Date right, std::int64_t* out) noexcept;
// days(n): n times 24 h; arithmetic.overflow beyond 64 bits. Sums of durations are AddInt, SubInt, MulInt.
Fault DurationOfDays(std::int64_t days, Duration* out) noexcept;

// date(t, "UTC"), hour(t, "UTC") in 0..23, and the first instant of a UTC day.
Date DateOfInstantUtc(Instant instant) noexcept;
std::int64_t HourUtc(Instant instant) noexcept;
Instant InstantOfDateUtc(Date date) noexcept;

// age(x): now - x. Later than now + skew is time.out_of_range (a clock runs wrong, or the data lies); within it, 0.
// A negative skew counts as 0.
Fault Age(Instant now, Instant x, Duration skew, Duration* out) noexcept;

// Completed years between two dates; someone born on 29 February completes a year on 1 March of a common year.
// time.out_of_range when `birth` is later than `today`.
Fault FullYears(Date birth, Date today, std::int64_t* out) noexcept;

}  // namespace bpol::values
