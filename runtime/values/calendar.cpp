#include "runtime/values/calendar.h"

namespace bpol::values {

Fault AddMonths(Date date, std::int64_t months, Date* out) noexcept {
  constexpr std::int64_t kMostMonths = 9'999 * 12;
  if (months < -kMostMonths || months > kMostMonths) return Fault::TimeOutOfRange;
  const CivilDate civil = CivilOfDate(date);
  const std::int64_t month = civil.year * 12 + civil.month - 1 + months;  // since year 0
  for (std::int64_t day = civil.day; month >= 12 && day > civil.day - 4; --day) {
    if (DateOfCivil({.year = month / 12, .month = month % 12 + 1, .day = day}, out)) return Fault::None;
  }
  return Fault::TimeOutOfRange;
}

Fault StartOfDayIn(Zone zone, Date date, Instant* out) noexcept {
  // No zone is a day and a half from UTC, so that before `low` it is earlier there and at `high` it is not.
  const Instant midnight = InstantOfDateUtc(date);
  const auto local_is_before = [&](Instant instant) { return instant + OffsetAt(zone, instant) < midnight; };
  Instant low = midnight - kDay - kDay / 2, high = midnight + kDay + kDay / 2;
  // Local time goes back where summer time ends, so the offsets around decide first: the earliest instant that fits.
  Instant first = high;
  for (const Duration offset : {OffsetAt(zone, low), OffsetAt(zone, midnight), OffsetAt(zone, high)}) {
    const Instant candidate = midnight - offset;
    if (OffsetAt(zone, candidate) == offset && candidate < first) first = candidate;
  }
  if (first == high) {  // midnight was left out
    while (high - low > 1) {
      const Instant middle = low + (high - low) / 2;
      (local_is_before(middle) ? low : high) = middle;
    }
    first = high;
  }
  if (first < kMinInstant || first > kMaxInstant) return Fault::TimeOutOfRange;
  *out = first;
  return Fault::None;
}

}  // namespace bpol::values
