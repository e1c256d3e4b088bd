#include "compiler/source/source_file.h"

#include <algorithm>
#include <utility>

namespace bpol::source {

SourceFile::SourceFile(std::uint32_t id, std::string path, std::string text)
    : id_(id), path_(std::move(path)), text_(std::move(text)) {
  line_starts_.push_back(0);
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

std::uint32_t SourceFile::LineOf(std::uint32_t offset) const {
  const auto behind = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  return static_cast<std::uint32_t>(behind - line_starts_.begin());
}

LineColumn SourceFile::Locate(std::uint32_t offset) const {
  const std::uint32_t at = std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(text_.size()));
  const std::uint32_t line = LineOf(at);
  const std::uint32_t start = LineStart(line);
  return {line, CountCodePoints(text().substr(start, at - start)) + 1};
}

std::string_view SourceFile::LineText(std::uint32_t line) const {
  const std::uint32_t start = LineStart(line);
  const std::size_t end = line < line_count() ? line_starts_[line] - 1 : text_.size();
  std::string_view found = text().substr(start, end - start);
  if (found.ends_with('\r')) found.remove_suffix(1);
  return found;
}

std::uint32_t CountCodePoints(std::string_view text) {
  return static_cast<std::uint32_t>(
      std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

}  // namespace bpol::source
