// Int (64-bit, never wraps) and its arithmetic, parser and printer. Bool is an Int that holds 0 or 1.
// Every function either writes *out and returns Fault::None, or returns a fault and leaves *out alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/values/fault.h"
#include "runtime/values/text_place.h"

namespace bpol::values {

Fault AddInt(std::int64_t left, std::int64_t right, std::int64_t* out) noexcept;
Fault SubInt(std::int64_t left, std::int64_t right, std::int64_t* out) noexcept;
Fault MulInt(std::int64_t left, std::int64_t right, std::int64_t* out) noexcept;
Fault NegInt(std::int64_t value, std::int64_t* out) noexcept;
// floor(left / right), rounded towards minus infinity: -7 / 2 is -4.
Fault FloorDivInt(std::int64_t left, std::int64_t right, std::int64_t* out) noexcept;
// left - right * floor(left / right): the sign of the divisor, and never an overflow: MIN mod -1 is 0.
Fault FloorModInt(std::int64_t left, std::int64_t right, std::int64_t* out) noexcept;

// `-?(0|[1-9][0-9]*)` within 64 bits, as JSON writes a whole number; no `+`, no leading zero, no `1.0`.
[[nodiscard]] bool ParseInt(std::string_view text, std::int64_t* out) noexcept;
// Appends the decimal form, at most 20 characters.
void PrintInt(std::int64_t value, TextPlace& out) noexcept;
void PrintInt(std::int64_t value, std::string& out) noexcept;

}  // namespace bpol::values
