#include "compiler/optimise/index_choice.h"

#include <algorithm>
#include <map>
#include <set>

#include "runtime/base/check.h"

namespace bpol::optimise {
namespace {

// A line is kept once a key: one that is in very many lists costs more memory than it saves time.
constexpr std::size_t kMostKeysOfLine = 64;

double CostOf(const core::Program& program, const List& list) {
  if (list.test.keys.empty()) return CostOfList(FoundBy::Condition, list.members.size(), 1);
  std::set<std::int64_t> keys;
  std::size_t rows = 0;
  for (const Member& member : list.members) {
    keys.insert(member.keys.begin(), member.keys.end());
    rows += member.keys.size();
  }
  const bool is_text = program.At(list.test.value).type.rep == core::Rep::Text;
  return CostOfList(is_text ? FoundBy::Text : FoundBy::Number, rows, keys.size());
}

using Tests = std::vector<std::vector<KeyTest>>;  // by place

std::map<std::string, List> Candidates(const Tests& tests, const std::vector<bool>& taken) {
  std::map<std::string, List> lists;
  for (std::uint32_t place = 0; place < tests.size(); ++place) {
    if (taken[place]) continue;
    for (const KeyTest& test : tests[place]) {
      if (test.keys.size() > kMostKeysOfLine) continue;
      List& list = lists.try_emplace(test.form, List{test}).first->second;
      const bool again = !list.members.empty() && list.members.back().place == place;
      if (!again) list.members.push_back({place, test.keys});
    }
  }
  return lists;
}

double BenefitOf(const core::Program& program, const List& list) {
  return static_cast<double>(list.members.size()) * kAskLine - CostOf(program, list);
}

double FindCost(FoundBy found_by) {
  switch (found_by) {
    case FoundBy::Number:
      return 16;
    case FoundBy::Text:
      return 24;
    case FoundBy::Condition:
      return 6;
  }
  BPOL_CHECK(false, "every way to find a list has a cost");
}

}  // namespace

double CostOfList(FoundBy found_by, std::size_t rows, std::size_t keys) {
  const double likely = found_by == FoundBy::Condition ? 0.25 : 1;
  const double found = likely * static_cast<double>(rows) / static_cast<double>(keys);
  // Many lines that come together are one piece of code.
  return FindCost(found_by) + (found < 4 ? found * kAskRow : kAskRow + found * kAskLine);
}

std::vector<List> ChooseLists(const core::Program& program, const std::vector<core::Line>& lines, Index index) {
  Tests tests;
  for (const core::Line& line : lines) tests.push_back(KeyTestsOf(program, line.when));
  std::vector<bool> taken(lines.size());
  std::vector<List> chosen;
  while (chosen.size() < kMostLists) {
    std::map<std::string, List> candidates = Candidates(tests, taken);
    const auto benefit = [&](const auto& candidate) { return BenefitOf(program, candidate.second); };
    const auto best = std::ranges::max_element(candidates, {}, benefit);
    if (best == candidates.end() || (index == Index::WhereItPays && benefit(*best) <= 0)) break;
    for (const Member& member : best->second.members) taken[member.place] = true;
    chosen.push_back(std::move(best->second));
  }
  if (index == Index::Everywhere) return chosen;
  // To walk the lists together, and the lines that are in none, with rows between those of the lists.
  double cost = static_cast<double>(chosen.size()) * kAskRow / 2, gained = 0;
  for (const List& list : chosen) gained += BenefitOf(program, list);
  std::size_t runs = 0;
  for (std::size_t place = 0; place < lines.size(); ++place)
    if (!taken[place] && (place == 0 || taken[place - 1])) ++runs;
  cost += static_cast<double>(runs) * kAskRow;
  return gained > cost ? chosen : std::vector<List>{};
}

}  // namespace bpol::optimise
