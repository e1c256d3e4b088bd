// SourceFile: the text of one file and the way from byte offset to line and column.
// Thread safety: immutable after construction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/span.h"

namespace bpol::source {

// Both from 1; columns count code points, a tab is one, so that editors and people agree with us.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend constexpr auto operator<=>(const LineColumn&, const LineColumn&) = default;
};

class SourceFile {
 public:
  // `path` is how messages name the file; `text` may be anything, also not UTF-8 (parse/ refuses that).
  SourceFile(std::uint32_t id, std::string path, std::string text);
  SourceFile(const SourceFile&) = delete;
  SourceFile& operator=(const SourceFile&) = delete;

  std::uint32_t id() const { return id_; }
  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }
  std::string_view Text(Span span) const { return text().substr(span.begin, span.end - span.begin); }

  Span All() const { return {id_, 0, static_cast<std::uint32_t>(text_.size())}; }

  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }
  // From 1. Offsets behind the text count as its end.
  std::uint32_t LineOf(std::uint32_t offset) const;
  LineColumn Locate(std::uint32_t offset) const;
  // Byte offset of the first byte of `line` (from 1).
  std::uint32_t LineStart(std::uint32_t line) const { return line_starts_[line - 1]; }
  // Without its line break. `line` from 1 to line_count().
  std::string_view LineText(std::uint32_t line) const;

 private:
  std::uint32_t id_;
  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;
};

// How many code points `text` holds; a byte that fits nowhere counts as one.
std::uint32_t CountCodePoints(std::string_view text);

}  // namespace bpol::source
