// The one form in which the record writes time: RFC 3339 in UTC with six digits of a second, always 27 characters, so
// that two of them compare as text.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace bpol::audit {

using Clock = std::chrono::system_clock;

// `2026-11-20T10:00:00.123456Z`; years outside 0000 to 9999 are clamped to the nearest that can be written.
std::string FormatTimestamp(Clock::time_point time);

// Whether the text is what FormatTimestamp writes: shape, ranges and the days of that month.
bool IsTimestamp(std::string_view text);

}  // namespace bpol::audit
