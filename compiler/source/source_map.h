// SourceMap: owns every file of a run; the index of a file is its id in spans.
// Files keep their address for the life of the map. Thread safety: add from one thread, then read from any.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/source/source_file.h"

namespace bpol::source {

class SourceMap {
 public:
  const SourceFile& Add(std::string path, std::string text);

  std::uint32_t size() const { return static_cast<std::uint32_t>(files_.size()); }
  const SourceFile& file(std::uint32_t id) const { return *files_[id]; }
  // `span` must be valid.
  const SourceFile& FileOf(Span span) const { return file(span.file); }
  std::string_view Text(Span span) const { return FileOf(span).Text(span); }
  // `path:line:column`, or the empty text for a span of no file.
  std::string Position(Span span) const;

 private:
  std::vector<std::unique_ptr<SourceFile>> files_;
};

}  // namespace bpol::source
