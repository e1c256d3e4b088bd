#include "runtime/values/zone.h"

namespace bpol::values {
namespace {

constexpr std::int64_t FloorMod(std::int64_t value, std::int64_t positive) {
  const std::int64_t rest = value % positive;
  return rest < 0 ? rest + positive : rest;
}

// The same moment of the calendar within the 400 years that the zone has written out.
Instant IntoCycle(Zone zone, Instant instant) {
  const Instant begin = zone[0];
  if (instant < begin) return instant;
  return begin + (instant - begin) % kCalendarCycle;
}

}  // namespace

bool IsZone(Zone words) noexcept {
  if (words.empty()) return true;
  if (words.size() < 3 || words.size() % 2 == 0 || words[0] < kMinInstant) return false;
  for (std::size_t i = 2; i < words.size(); i += 2) {
    if (words[i] <= -2 * kDay || words[i] >= 2 * kDay) return false;
  }
  return true;
}

Duration OffsetAt(Zone zone, Instant instant) noexcept {
  if (zone.empty()) return 0;
  const Instant at = IntoCycle(zone, instant);
  // The last transition at or before the instant; the first stands at kMinInstant, so there is one.
  std::size_t low = 0, high = (zone.size() - 1) / 2;
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (zone[1 + 2 * middle] <= at ? low : high) = middle;
  }
  return zone[2 + 2 * low];
}

Fault DateIn(Zone zone, Instant instant, Date* out) noexcept {
  const Date date = DateOfInstantUtc(instant + OffsetAt(zone, instant));
  if (date < kMinDate || date > kMaxDate) return Fault::TimeOutOfRange;
  *out = date;
  return Fault::None;
}

std::int64_t HourIn(Zone zone, Instant instant) noexcept {
  return TimeOfDayIn(zone, instant) / kHour;
}

TimeOfDay TimeOfDayIn(Zone zone, Instant instant) noexcept {
  return FloorMod(instant + OffsetAt(zone, instant), kDay);
}

std::int64_t Weekday(Date date) noexcept {
  return FloorMod(date + 3, 7) + 1;  // 1970-01-01 was a Thursday
}

}  // namespace bpol::values
