// Patterns: `text matches /…/`, decided byte by byte from a table that a unit carries: linear in the text, no memory.
// A pattern is an array of 64-bit integers:
//   [0]       into how many classes bytes fall
//   [1] [2]   the first accepting state, all behind it accept too; the state before the first byte
//   [3..34]   the class of each of the 256 bytes, eight a word, the lowest byte of a word first
//   [35..]    the next state for each state and class, four a word, the lowest first; state 0 is that of no way back
// The compiler makes patterns (compiler/patterns); native code and the plain evaluator read them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace bpol::values {

using Pattern = std::span<const std::int64_t>;

inline constexpr std::size_t kPatternClasses = 3;  // where the classes of bytes begin
inline constexpr std::size_t kPatternStates = 35;  // where the states begin

// Whether the words are a pattern: no text leads Matches beyond them.
bool IsPattern(Pattern words) noexcept;

// Whether the whole text has the form.
bool Matches(Pattern pattern, std::string_view text) noexcept;

}  // namespace bpol::values
