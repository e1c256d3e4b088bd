#include <algorithm>

#include "compiler/format/lines.h"

namespace bpol::format {
namespace {

// Columns further right than this would push text off the page; such lines stay ragged.
constexpr std::size_t kWidest = 110;

// Where piece `at` of the line begins, in code points.
std::size_t ColumnOf(const Line& line, std::size_t at) {
  std::size_t column = line.indent;
  for (std::size_t index = 0; index <= at; ++index) {
    column += line.pieces[index].spaces;
    if (index < at) column += source::CountCodePoints(line.pieces[index].text);
  }
  return column;
}

// Index of the mark number `rank` of the line, or the number of pieces.
std::size_t PieceOf(const Line& line, std::size_t rank) {
  for (std::size_t at = 0; at < line.pieces.size(); ++at) {
    if (line.pieces[at].mark != Mark::None && rank-- == 0) return at;
  }
  return line.pieces.size();
}

// Whether both lines have the same marks up to and with number `rank`.
bool Alike(const Line& first, const Line& second, std::size_t rank) {
  if (first.indent != second.indent || second.blank_before) return false;
  for (std::size_t index = 0; index <= rank; ++index) {
    const std::size_t one = PieceOf(first, index);
    const std::size_t other = PieceOf(second, index);
    if (one == first.pieces.size() || other == second.pieces.size()) return false;
    if (first.pieces[one].mark != second.pieces[other].mark) return false;
    // A comment alone on its line is no column.
    if (one == 0 && first.pieces[0].mark == Mark::Comment) return false;
    if (other == 0 && second.pieces[0].mark == Mark::Comment) return false;
  }
  return true;
}

// Clauses in columns stand two spaces apart, so that the eye finds where one ends.
std::size_t GapBefore(Mark mark) {
  switch (mark) {
    case Mark::Class:
    case Mark::Condition:
    case Mark::Transform:
    case Mark::Clause:
      return 1;
    case Mark::None:
    case Mark::Name:
    case Mark::Type:
    case Mark::Value:
    case Mark::Bar:
    case Mark::Comment:
      return 0;
  }
  return 0;
}

void AlignRun(std::vector<Line>& lines, std::size_t begin, std::size_t end, std::size_t rank) {
  std::size_t widest = 0;
  for (std::size_t line = begin; line < end; ++line) {
    widest = std::max(widest, ColumnOf(lines[line], PieceOf(lines[line], rank)));
  }
  if (widest > kWidest) return;
  widest += GapBefore(lines[begin].pieces[PieceOf(lines[begin], rank)].mark);
  for (std::size_t line = begin; line < end; ++line) {
    const std::size_t piece = PieceOf(lines[line], rank);
    lines[line].pieces[piece].spaces += widest - ColumnOf(lines[line], piece);
  }
}

}  // namespace

void Align(std::vector<Line>& lines) {
  // No line of a policy has more columns than this; tables wider than that stay ragged at their end.
  constexpr std::size_t kMostMarks = 24;
  for (std::size_t rank = 0; rank < kMostMarks; ++rank) {
    for (std::size_t begin = 0; begin < lines.size();) {
      std::size_t end = begin + 1;
      while (end < lines.size() && Alike(lines[end - 1], lines[end], rank)) ++end;
      if (end - begin > 1) AlignRun(lines, begin, end, rank);
      begin = end;
    }
  }
}

}  // namespace bpol::format
