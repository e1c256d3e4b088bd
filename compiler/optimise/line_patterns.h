// Lines that differ only in constants, as one pattern and a row a line.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/core/core.h"

namespace bpol::optimise {

struct PatternRow {
  std::uint32_t place = 0;        // of the line in its block
  std::vector<core::Word> words;  // the constants, behind the head of the row (core/rows.h)
};
struct Pattern {
  core::Line line;  // of no number: reads its constants with `row`
  std::vector<PatternRow> rows;
};

// Of these places, in order; lines that share their form with no other are in none.
std::vector<Pattern> PatternsOf(core::Program& program, const std::vector<core::Line>& lines,
                                const std::vector<std::uint32_t>& places);

// The same line with expressions of its own.
core::Line CopyLine(core::Program& program, const core::Line& line);

}  // namespace bpol::optimise
