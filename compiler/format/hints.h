// Hints: what the tree knows about layout that the tokens do not. All offsets are bytes of the file. Internal to
// format/.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "compiler/syntax/file.h"

namespace bpol::format {

// What stands at a place that neighbouring lines align: a column is shared by lines with the same mark.
enum class Mark { None, Name, Type, Class, Condition, Value, Transform, Clause, Bar, Comment };

struct Hints {
  std::set<std::uint32_t> items;                      // where a declaration, a line of a block, a field … begins
  std::set<std::uint32_t> closed_before;              // no space before what begins here
  std::set<std::uint32_t> closed_behind;              // no space behind what ends here
  std::set<std::uint32_t> callees;                    // ends of what `(` or `[` follows without a space
  std::set<std::uint32_t> keyed;                      // begins of the names behind the word `key` of an action
  std::map<std::uint32_t, std::uint32_t> type_spans;  // begin -> end of outermost types; their `<` and `>` are brackets
  std::map<std::uint32_t, Mark> marks;                // by begin

  // Whether the `<` or `>` at these offsets is a bracket of a type, and no comparison.
  bool IsInType(std::uint32_t begin, std::uint32_t end) const;
};

Hints CollectHints(const syntax::File& tree);

}  // namespace bpol::format
