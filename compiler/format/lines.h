// Lines: the tokens of a file with the spaces that belong between them, line by line. Internal to format/.
#pragma once

#include <string_view>
#include <vector>

#include "compiler/format/hints.h"
#include "compiler/source/source_file.h"
#include "compiler/syntax/file.h"

namespace bpol::format {

struct Piece {
  std::string_view text;
  std::size_t spaces = 0;  // before it; alignment adds to this
  Mark mark = Mark::None;
};

struct Line {
  std::size_t indent = 0;
  bool blank_before = false;
  std::vector<Piece> pieces;
};

std::vector<Line> MakeLines(const syntax::File& tree, const source::SourceFile& file);

// Adds spaces so that neighbouring lines of one indentation have their marks in columns.
void Align(std::vector<Line>& lines);

}  // namespace bpol::format
