#include "compiler/diagnostics/excerpt.h"

#include <algorithm>

#include "compiler/source/source_file.h"

namespace bpol::diagnostics {
namespace {

// A terminal shows about this much without wrapping.
constexpr std::size_t kBefore = 80;
constexpr std::size_t kWindow = 140;

// Length of the code point at `at`, or 0 where the bytes are none.
std::size_t CodePointLength(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length == 0 || first >= 0xf5 || at + length > text.size()) return 0;
  for (std::size_t index = 1; index < length; ++index) {
    if ((byte(at + index) & 0xc0) != 0x80) return 0;
  }
  return length;
}

bool IsControl(std::string_view text, std::size_t at, std::size_t length) {
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[at + index]); };
  if (length == 1) return byte(0) < 0x20 || byte(0) == 0x7f;
  if (length == 2) return byte(0) == 0xc2 && byte(1) < 0xa0;  // C1
  // U+202A..202E and U+2066..2069 turn the direction of what follows, and would make a line read as another.
  return length == 3 && byte(0) == 0xe2 &&
         ((byte(1) == 0x80 && byte(2) >= 0xaa && byte(2) <= 0xae) ||
          (byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9));
}

std::size_t StepBack(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) --at;
  return at;
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string safe;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = CodePointLength(text, at);
    if (text[at] == '\t') {
      safe += ' ';
    } else if (length == 0 || IsControl(text, at, length)) {
      safe += "\xef\xbf\xbd";
    } else {
      safe += text.substr(at, length);
    }
    at += std::max<std::size_t>(length, 1);
  }
  return safe;
}

Excerpt MakeExcerpt(std::string_view line, std::size_t begin, std::size_t end) {
  begin = std::min(begin, line.size());
  end = std::clamp(end, begin, line.size());
  const std::size_t from = line.size() <= kWindow || begin < kBefore ? 0 : StepBack(line, begin - kBefore);
  const std::size_t to = StepBack(line, std::min(line.size(), from + kWindow));
  const std::string before = Printable(line.substr(from, begin - from));
  const std::string marked = Printable(line.substr(begin, std::min(end, to) - std::min(begin, to)));
  Excerpt excerpt;
  excerpt.line = (from > 0 ? "…" : "") + Printable(line.substr(from, to - from)) + (to < line.size() ? "…" : "");
  excerpt.column = source::CountCodePoints(before) + (from > 0 ? 1 : 0);
  excerpt.width = std::max<std::uint32_t>(1, source::CountCodePoints(marked));
  return excerpt;
}

}  // namespace bpol::diagnostics
