// LetterTable: from a short code of upper-case letters, packed as Country and Currency are, to what is known of it: one
// load, where a search through a list guesses at every step. Made when the program is compiled.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace bpol::values {

template <std::size_t kLetters, typename T>
class LetterTable {
 public:
  // `unknown` is what is said of every other code.
  constexpr explicit LetterTable(T unknown) { entries_.fill(unknown); }

  // `code` has kLetters letters, the first in the highest eight bits.
  constexpr void Set(std::int64_t code, T value) { entries_[Place(code)] = value; }
  // Of any integer.
  constexpr T At(std::int64_t code) const { return entries_[Place(code)]; }

 private:
  static constexpr std::size_t kCodes = [] {
    std::size_t codes = 1;
    for (std::size_t i = 0; i < kLetters; ++i) codes *= 26;
    return codes;
  }();

  // kCodes for what is no such code.
  static constexpr std::size_t Place(std::int64_t code) {
    if (code >> 8 * kLetters != 0) return kCodes;
    std::size_t place = 0;
    for (std::size_t i = kLetters; i-- > 0;) {
      const std::size_t letter = static_cast<std::size_t>(code >> 8 * i & 0xff) - 'A';
      if (letter >= 26) return kCodes;
      place = place * 26 + letter;
    }
    return place;
  }

  std::array<T, kCodes + 1> entries_{};
};

}  // namespace bpol::values
