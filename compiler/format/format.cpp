#include "compiler/format/format.h"

#include "compiler/format/lines.h"

namespace bpol::format {

std::string Format(const syntax::File& tree, const source::SourceFile& file) {
  std::vector<Line> lines = MakeLines(tree, file);
  Align(lines);
  std::string text;
  for (const Line& line : lines) {
    if (line.blank_before) text += '\n';
    text += std::string(line.indent, ' ');
    for (const Piece& piece : line.pieces) text += std::string(piece.spaces, ' ') + std::string(piece.text);
    text += '\n';
  }
  return text;
}

}  // namespace bpol::format
