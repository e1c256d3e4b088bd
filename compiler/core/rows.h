// Rows of an index (core::Dispatch): a constant of words, in which lists of rows stand one after another. A list is
// asked from its first row to the one that is marked as its last; the first row of the constant is the empty list. A
// row: its head, the line and site that it stands for, then the constants that its pattern loads. What a list is for
// only leaves lines out that cannot hold: what holds, the pattern's own condition says.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/core/core.h"

namespace bpol::core {

// The first word: place in the block (from bit 0), number of the shape (32), words of the row (52), whether it is the
// last of its list (63). The second word: line (0), site (32); of a shape that is no pattern they mean nothing.
struct Row {
  std::uint32_t place = 0;
  std::uint32_t shape = 0;
  std::uint32_t words = 0;
  bool last = false;
  std::uint32_t line = kNone, site = kNone;
};

inline constexpr std::uint32_t kNoPlace = 0xffff'ffff;  // of the empty list: behind every line
inline constexpr unsigned kShapeAt = 32, kWordsAt = 52, kLastAt = 63;
inline constexpr std::uint32_t kMostShapes = 1u << 20, kMostRowWords = 1u << 11;
inline constexpr std::uint32_t kRowHeadWords = 2;

std::int64_t FirstWord(const Row& row);
std::int64_t SecondWord(const Row& row);
// `words` is the constant, `at` a word of it; nothing where no row stands there.
std::optional<Row> RowAt(const std::vector<Word>& words, std::size_t at);

// The words of the constant of an index; none where it is none.
const std::vector<Word>& RowsOf(const Program& program, const Dispatch& dispatch);

// Every place in the rows that this expression of Dispatch::lists can give, in words: a number, the values of
// `find_rows`, or one of these behind a condition. Nothing for any other expression.
std::optional<std::vector<std::size_t>> PlacesOf(const Program& program, ExprId list);

}  // namespace bpol::core
