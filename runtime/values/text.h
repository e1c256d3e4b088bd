// Text: a borrowed UTF-8 slice, as native code reads it; String, Iban and Pan are held this way.
// INVARIANT: an Iban or Pan in a Text is canonical: no blanks or hyphens, upper case.
// All comparisons are bytewise; there is no locale and no case folding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "runtime/base/same_text.h"

namespace bpol::values {

// Read by native code at fixed offsets. Does not own its bytes; `data` may be null only when `size` is 0.
struct Text {
  const char* data;
  std::uint64_t size;

  constexpr std::string_view View() const noexcept { return {data, size}; }
};
static_assert(sizeof(Text) == 16 && alignof(Text) == 8 && offsetof(Text, data) == 0 && offsetof(Text, size) == 8);

constexpr Text TextOf(std::string_view view) noexcept {
  return {view.data(), view.size()};
}

// -1, 0 or 1, by unsigned bytes, a prefix before what it begins. Sets of text are sorted by this.
inline std::int64_t CompareText(const Text& left, const Text& right) noexcept {
  if (left.size >= 8 && right.size >= 8) {
    std::uint64_t left_begins, right_begins;
    std::memcpy(&left_begins, left.data, sizeof left_begins);
    std::memcpy(&right_begins, right.data, sizeof right_begins);
    // Mostly they differ here: the first byte is the most significant.
    if (left_begins != right_begins) return __builtin_bswap64(left_begins) < __builtin_bswap64(right_begins) ? -1 : 1;
  }
  // char_traits<char> compares unsigned bytes (memcmp), also where char is signed.
  const int order = left.View().compare(right.View());
  return (order > 0) - (order < 0);
}

inline bool EqualText(const Text& left, const Text& right) noexcept {
  return SameText(left.View(), right.View());
}

// The empty text starts, ends and is contained in every text.
bool StartsWith(const Text& text, const Text& prefix) noexcept;
bool EndsWith(const Text& text, const Text& suffix) noexcept;
bool ContainsText(const Text& text, const Text& part) noexcept;

}  // namespace bpol::values
