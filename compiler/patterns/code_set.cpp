#include <algorithm>

#include "compiler/patterns/tree.h"

namespace bpol::patterns {
namespace {

constexpr char32_t kFirstSurrogate = 0xd800, kLastSurrogate = 0xdfff;

}  // namespace

CodeSet Normal(CodeSet set) {
  std::ranges::sort(set, {}, &CodeRange::low);
  CodeSet joined;
  for (const CodeRange& range : set) {
    if (!joined.empty() && range.low <= joined.back().high + 1) {
      joined.back().high = std::max(joined.back().high, range.high);
    } else {
      joined.push_back(range);
    }
  }
  CodeSet made;
  for (const CodeRange& range : joined) {
    if (range.low < kFirstSurrogate) made.push_back({range.low, std::min<char32_t>(range.high, kFirstSurrogate - 1)});
    if (range.high > kLastSurrogate) made.push_back({std::max<char32_t>(range.low, kLastSurrogate + 1), range.high});
  }
  return made;
}

CodeSet Complement(const CodeSet& set) {
  CodeSet rest;
  char32_t next = 0;
  for (const CodeRange& range : set) {
    if (range.low > next) rest.push_back({next, range.low - 1});
    next = range.high + 1;
  }
  if (next <= kMostCode) rest.push_back({next, kMostCode});
  return Normal(std::move(rest));
}

}  // namespace bpol::patterns
