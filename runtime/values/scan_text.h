// Free text: finds card numbers that people wrote into it and masks them.
// A candidate is 13 to 19 digits that pass Luhn, with single blanks or hyphens between digits allowed, and no digit
// directly before or after. It is replaced by MaskPan's form; several that overlap are replaced together by stars and
// their last 4 digits, so that a chance match cannot leave part of a real number readable.
// INVARIANT: bytes outside candidates pass unchanged. Time is linear in the text.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/values/mask.h"

namespace bpol::values {

// Appends the scanned text; returns how many places were masked.
std::int64_t ScanText(std::string_view text, BinLength bin, TextPlace& out) noexcept;

}  // namespace bpol::values
