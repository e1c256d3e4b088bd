// A pattern as it is written: a tree of characters, choices and repetitions. Used by this folder.
#pragma once

#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace bpol::patterns {

struct CodeRange {
  char32_t low = 0, high = 0;  // code points, both inclusive
};
// Sorted, disjoint; no surrogates.
using CodeSet = std::vector<CodeRange>;

inline constexpr char32_t kMostCode = 0x10ffff;
inline constexpr int kNoLimit = -1;

struct Tree {
  enum class Kind { Set, Sequence, Choice, Repeat } kind = Kind::Sequence;
  CodeSet set = {};                 // Set: one character of it
  std::vector<Tree> children = {};  // Sequence: may be empty. Repeat: one
  int least = 0, most = kNoLimit;   // Repeat
};

// Sorts, joins and takes the surrogates out.
CodeSet Normal(CodeSet set);
CodeSet Complement(const CodeSet& set);

Result<Tree> Read(std::string_view pattern);

}  // namespace bpol::patterns
