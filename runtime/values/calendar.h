// Steps on the calendar: months, and where a local day begins. Weekdays and full years: zone.h, time.h.
// Faults: a function writes *out and returns Fault::None, or returns a fault and leaves *out alone.
#pragma once

#include "runtime/values/zone.h"

namespace bpol::values {

// So many months later, or earlier where negative; a day that its month does not have becomes its last: a month after
// 31 January is 28 or 29 February. time.out_of_range outside of the calendar.
Fault AddMonths(Date date, std::int64_t months, Date* out) noexcept;

// The first instant whose local date is `date`: midnight, or the end of a change that leaves midnight out. Where a zone
// left out the whole date, the first instant after it. time.out_of_range where it is no Instant.
Fault StartOfDayIn(Zone zone, Date date, Instant* out) noexcept;

}  // namespace bpol::values
