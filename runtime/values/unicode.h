// Whether text may enter: UTF-8 in Unicode normal form C. Text is refused, never normalised.
#pragma once

#include <cstdint>
#include <string_view>

namespace bpol::values {

enum class TextFit { Ok, NotUtf8, NotNfc };

// ASCII takes a fast path; overlong forms, surrogates and values above U+10FFFF are not UTF-8.
TextFit CheckText(std::string_view text) noexcept;
// The number of code points of valid UTF-8; of other bytes, of those that do not continue a sequence.
std::int64_t LengthInCodePoints(std::string_view text) noexcept;

}  // namespace bpol::values
