// Text: a borrowed UTF-8 slice, as native code reads it; String, Iban and Pan are held this way.
// INVARIANT: an Iban or Pan in a Text is canonical: no blanks or hyphens, upper case.
// All comparisons are bytewise; there is no locale and no case folding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

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

// The bytes at `at`, in the machine's order.
template <typename Word = std::uint64_t>
Word LoadWord(const char* at) noexcept {
  Word word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// -1, 0 or 1, by unsigned bytes, a prefix before what it begins. Sets of text are sorted by this.
inline std::int64_t CompareText(const Text& left, const Text& right) noexcept {
  if (left.size >= 8 && right.size >= 8) {
    const std::uint64_t left_begins = LoadWord(left.data), right_begins = LoadWord(right.data);
    // Mostly they differ here: the first byte is the most significant.
    if (left_begins != right_begins) return __builtin_bswap64(left_begins) < __builtin_bswap64(right_begins) ? -1 : 1;
  }
  // char_traits<char> compares unsigned bytes (memcmp), also where char is signed.
  const int order = left.View().compare(right.View());
  return (order > 0) - (order < 0);
}

// By words, the last of which overlaps the one before: texts that rules compare are too short to be worth a call.
inline bool EqualText(const Text& left, const Text& right) noexcept {
  if (left.size != right.size) return false;
  if (left.size < 4) {
    for (std::uint64_t at = 0; at < left.size; ++at)
      if (left.data[at] != right.data[at]) return false;
    return true;
  }
  if (left.size < 8) {
    using Half = std::uint32_t;
    const std::uint64_t last = left.size - 4;
    return LoadWord<Half>(left.data) == LoadWord<Half>(right.data) &&
           LoadWord<Half>(left.data + last) == LoadWord<Half>(right.data + last);
  }
  const std::uint64_t last = left.size - 8;
  for (std::uint64_t at = 0; at < last; at += 8)
    if (LoadWord(left.data + at) != LoadWord(right.data + at)) return false;
  return LoadWord(left.data + last) == LoadWord(right.data + last);
}

// The empty text starts, ends and is contained in every text.
bool StartsWith(const Text& text, const Text& prefix) noexcept;
bool EndsWith(const Text& text, const Text& suffix) noexcept;
bool ContainsText(const Text& text, const Text& part) noexcept;

}  // namespace bpol::values
