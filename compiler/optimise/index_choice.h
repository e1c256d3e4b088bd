// Which lists an index over the lines of a block has: the cost model. Costs are in instructions, roughly; what they are
// for is to compare an index with asking every line, and one key with another.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/optimise/key_tests.h"
#include "compiler/optimise/optimise.h"

namespace bpol::optimise {

inline constexpr double kAskLine = 4;  // a line whose first test fails, among others
inline constexpr double kAskRow = 20;  // to come to a row and to leave it

enum class FoundBy : std::uint8_t { Number, Text, Condition };
// What a list costs with so many rows under so many keys, of which each is as likely as any other; a condition holds
// one time in four.
double CostOfList(FoundBy found_by, std::size_t rows, std::size_t keys);

struct Member {
  std::uint32_t place = 0;  // of the line in its block
  std::vector<std::int64_t> keys;
};
// Lines that are left out by one test. Each line of a block is in one list, or in none.
struct List {
  KeyTest test;  // its keys are those of one of the lines; members have their own
  std::vector<Member> members = {};
};

inline constexpr std::size_t kMostLists = 8;  // they are walked together

// No list: the block is better without an index.
std::vector<List> ChooseLists(const core::Program& program, const std::vector<core::Line>& lines, Index index);

}  // namespace bpol::optimise
