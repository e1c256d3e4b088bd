// Span: which bytes of which file a node, a diagnostic or a label is about.
// INVARIANT: begin <= end <= size of the file's text; both stand on code point borders.
#pragma once

#include <cstdint>

namespace bpol::source {

struct Span {
  static constexpr std::uint32_t kNoFile = 0xffff'ffff;

  std::uint32_t file = kNoFile;  // index into SourceMap
  std::uint32_t begin = 0;       // byte offset of the first byte
  std::uint32_t end = 0;         // byte offset behind the last byte

  constexpr bool valid() const { return file != kNoFile; }
  constexpr std::uint32_t size() const { return end - begin; }
  friend constexpr bool operator==(const Span&, const Span&) = default;
};

// The smallest span that holds both. An invalid one counts as empty; two of different files give the first.
constexpr Span Join(Span first, Span second) {
  if (!first.valid()) return second;
  if (!second.valid() || first.file != second.file) return first;
  return {first.file, first.begin < second.begin ? first.begin : second.begin,
          first.end > second.end ? first.end : second.end};
}

// The empty span just behind `span`: where something is missing.
constexpr Span Behind(Span span) {
  return {span.file, span.end, span.end};
}

}  // namespace bpol::source

namespace bpol {
using source::Span;
}
