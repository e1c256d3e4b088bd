// Local time in a named zone, by the transitions that a unit carries: no database is asked when it decides.
// A zone is an array of 64-bit integers:
//   [0]       the instant from which the calendar repeats every 400 years; beyond kMaxInstant where nothing repeats
//   [1] [2]   an instant, and by how many microseconds local time is ahead of UTC from it on; and so on, in order, the
//             first at kMinInstant
// The empty array is UTC. The compiler makes zones (compiler/zones); native code and the plain evaluator read them.
// Faults: a function writes *out and returns Fault::None, or returns a fault and leaves *out alone.
#pragma once

#include <cstdint>
#include <span>

#include "runtime/values/time.h"

namespace bpol::values {

// Microseconds since local midnight: 0 to kDay - 1.
using TimeOfDay = std::int64_t;
using Zone = std::span<const std::int64_t>;

// The Gregorian calendar repeats, weekdays included, after 146,097 days.
inline constexpr Duration kCalendarCycle = 146'097 * kDay;

// Whether the words are a zone: OffsetAt reads none beyond them, and no offset leads out of 64 bits.
bool IsZone(Zone words) noexcept;

// By how much local time is ahead of UTC at this instant.
Duration OffsetAt(Zone zone, Instant instant) noexcept;

// date(t, zone); time.out_of_range where local time lies outside the years 0001 to 9999.
Fault DateIn(Zone zone, Instant instant, Date* out) noexcept;
// hour(t, zone) in 0..23, and time(t, zone).
std::int64_t HourIn(Zone zone, Instant instant) noexcept;
TimeOfDay TimeOfDayIn(Zone zone, Instant instant) noexcept;

// ISO 8601: Monday is 1, Sunday is 7.
std::int64_t Weekday(Date date) noexcept;

}  // namespace bpol::values
