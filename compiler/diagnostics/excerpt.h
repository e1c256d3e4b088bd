// Excerpt: one line of a file made safe and short for a terminal, with marks under parts of it. Used by
// render_text.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bpol::diagnostics {

struct Excerpt {
  std::string line;          // printable UTF-8, cut to a window around the mark
  std::uint32_t column = 0;  // where the mark begins, in code points from 0
  std::uint32_t width = 1;   // how long it is, at least 1
};

// `begin` and `end` are byte offsets in `line`.
Excerpt MakeExcerpt(std::string_view line, std::size_t begin, std::size_t end);

// `text` with control characters and what is not UTF-8 replaced by U+FFFD, tabs by one space.
std::string Printable(std::string_view text);

}  // namespace bpol::diagnostics
