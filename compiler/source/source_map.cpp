#include "compiler/source/source_map.h"

#include <utility>

namespace bpol::source {

const SourceFile& SourceMap::Add(std::string path, std::string text) {
  files_.push_back(std::make_unique<SourceFile>(size(), std::move(path), std::move(text)));
  return *files_.back();
}

std::string SourceMap::Position(Span span) const {
  if (!span.valid()) return "";
  const LineColumn at = FileOf(span).Locate(span.begin);
  return FileOf(span).path() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

}  // namespace bpol::source
