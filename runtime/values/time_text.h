// Text of instants, dates, times of day and durations. Every printed form parses back to the same value.
// Parsers return false, and leave *out alone, on anything that is not exactly the form they document.
#pragma once

#include <string>
#include <string_view>

#include "runtime/values/text_place.h"
#include "runtime/values/time.h"
#include "runtime/values/zone.h"

namespace bpol::values {

// RFC 3339 date-time with upper-case `T` and `Z`, any offset up to +-23:59 (`-00:00` is UTC too), any number of
// fraction digits of which those past the sixth are zero. Refused: second 60, hour 24, year 0000, and what lies outside
// the range of Instant once the offset is taken off.
[[nodiscard]] bool ParseInstant(std::string_view text, Instant* out) noexcept;
// Appends `2026-11-20T08:00:00Z`, with a fraction (no trailing zeros) only where there is one.
void PrintInstant(Instant instant, std::string& out) noexcept;

// `2026-11-20`, four, two and two digits.
[[nodiscard]] bool ParseDate(std::string_view text, Date* out) noexcept;
void PrintDate(Date date, std::string& out) noexcept;
// Its first four digits.
void PrintYear(Date date, TextPlace& out) noexcept;

// `08:00`, `08:00:30`, `08:00:30.5`: as in an instant, and the seconds may be left out where they are zero.
[[nodiscard]] bool ParseTimeOfDay(std::string_view text, TimeOfDay* out) noexcept;
// Appends the shortest of these forms.
void PrintTimeOfDay(TimeOfDay time, std::string& out) noexcept;

// `180d`, `24h`, `5min`, `10s`, `250ms`, `7us`: an optional `-`, a whole number without leading zeros, one unit.
[[nodiscard]] bool ParseDuration(std::string_view text, Duration* out) noexcept;
// The largest unit of d, h, min, s, ms, us that divides it, but never days below 48 h: `24h`, `2d`, `90min`, `49h`,
// `1500ms`; nothing at all is `0h`.
void PrintDuration(Duration duration, std::string& out) noexcept;

}  // namespace bpol::values
