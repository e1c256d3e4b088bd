#include "compiler/optimise/index_rows.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/core/builder.h"
#include "compiler/core/rows.h"
#include "compiler/optimise/line_patterns.h"
#include "compiler/optimise/trees.h"
#include "runtime/base/check.h"
#include "runtime/values/key_table.h"

namespace bpol::optimise {

using core::ExprId;
using core::Op;
using core::Word;

namespace {

constexpr std::size_t kLinesInShape = 64;
constexpr std::size_t kTogether = 4;  // so many lines of a list are better one piece of code than rows
constexpr std::size_t kMostAsCode =
    4'096;  // in a block of more lines, rows: code of that size is slow to make and to read

using Places = std::vector<std::uint32_t>;

class Maker {
 public:
  Maker(core::Program& program, const std::vector<core::Line>& lines, const std::vector<List>& lists)
      : program_(program), lines_(lines), owner_(lines.size(), lists.size()), shape_of_(lines.size(), core::kNone) {
    for (std::size_t i = 0; i < lists.size(); ++i)
      for (const Member& member : lists[i].members) owner_[member.place] = i;
  }

  core::Dispatch Make(const std::vector<List>& lists) {
    for (const List& list : lists) groups_.push_back(GroupsOf(list));
    groups_.push_back({{0, Outside(lists.size())}});
    FindPatterns();
    words_ = {Word{core::FirstWord({.place = core::kNoPlace, .words = core::kRowHeadWords, .last = true})},
              Word{core::SecondWord({})}};
    core::Builder builder(program_);
    for (std::size_t i = 0; i < lists.size(); ++i) dispatch_.lists.push_back(ListExpr(builder, lists[i], i));
    const Places& outside = groups_.back().begin()->second;
    if (!outside.empty()) dispatch_.lists.push_back(builder.Int(std::int64_t{AddGroup(outside, lists.size())}));
    dispatch_.rows = static_cast<std::uint32_t>(program_.constants.size());
    program_.constants.emplace_back(std::move(words_));
    return std::move(dispatch_);
  }

 private:
  using Groups = std::map<std::uint32_t, Places>;  // by the tag of the key

  static Groups GroupsOf(const List& list) {
    Groups groups;
    for (const Member& member : list.members) {
      std::set<std::uint32_t> tags;
      for (const std::int64_t key : member.keys) tags.insert(values::TagOfKey(key));
      if (member.keys.empty()) tags.insert(0);
      for (const std::uint32_t tag : tags) groups[tag].push_back(member.place);
    }
    return groups;
  }

  Places Outside(std::size_t none) const {
    Places places;
    for (std::uint32_t place = 0; place < owner_.size(); ++place)
      if (owner_[place] == none) places.push_back(place);
    return places;
  }

  // Cuts a group where a line of another list stands between, whose events come between; and where code gets long.
  std::vector<Places> RunsOf(const Places& group, std::size_t list) const {
    std::vector<Places> runs;
    for (const std::uint32_t place : group) {
      const bool follows =
          !runs.empty() && runs.back().size() < kLinesInShape && NoneBetween(runs.back().back(), place, list);
      if (!follows) runs.emplace_back();
      runs.back().push_back(place);
    }
    return runs;
  }
  bool NoneBetween(std::uint32_t from, std::uint32_t to, std::size_t list) const {
    if (lists_alone_) return true;
    for (std::uint32_t place = from + 1; place < to; ++place)
      if (owner_[place] != list) return false;
    return true;
  }

  bool AsCode(const Places& run, std::size_t list) const {
    const bool outside = list + 1 == groups_.size();
    return run.size() > 1 && (outside || (run.size() >= kTogether && lines_.size() <= kMostAsCode));
  }

  // Lines that stand alone somewhere, by form: those that share one are rows of one pattern.
  void FindPatterns() {
    lists_alone_ = std::ranges::all_of(owner_, [&](std::size_t owner) { return owner == owner_.front(); });
    std::set<std::uint32_t> alone;
    for (std::size_t list = 0; list < groups_.size(); ++list) {
      for (const auto& [tag, group] : groups_[list]) {
        for (const Places& run : RunsOf(group, list))
          if (!AsCode(run, list)) alone.insert(run.begin(), run.end());
      }
    }
    for (Pattern& pattern : PatternsOf(program_, lines_, {alone.begin(), alone.end()})) {
      const auto shape = static_cast<std::uint32_t>(dispatch_.shapes.size());
      dispatch_.shapes.push_back({{pattern.line}});
      for (PatternRow& row : pattern.rows) {
        shape_of_[row.place] = shape;
        constants_[row.place] = std::move(row.words);
      }
    }
  }

  ExprId ListExpr(core::Builder& builder, const List& list, std::size_t index) {
    if (list.test.keys.empty()) {
      const ExprId holds = KeyOf(program_, list.test);
      const ExprId rows = builder.Int(std::int64_t{AddGroup(groups_[index].begin()->second, index)});
      return builder.Add(Op::If, {holds, rows, builder.Int(0)});
    }
    std::vector<values::TaggedOffset> entries;
    for (const auto& [tag, group] : groups_[index]) entries.push_back({tag, AddGroup(group, index)});
    std::vector<Word> table;
    for (const std::int64_t word : values::MakeKeyTable(entries)) table.push_back({word});
    const auto size = static_cast<std::int64_t>(table.size());
    const ExprId places = builder.Add(Op::Sequence, {builder.Intern(std::move(table)), size}, {});
    return builder.Call(abi::Helper::FindRows, {places, KeyOf(program_, list.test)});
  }

  // Where its first row stands, in bytes.
  std::uint32_t AddGroup(const Places& group, std::size_t list) {
    const std::size_t begin = words_.size();
    std::size_t last = begin;
    for (const Places& run : RunsOf(group, list)) {
      if (AsCode(run, list)) {
        last = AddRow(run.front(), ShapeOf(run), {});
        continue;
      }
      for (const std::uint32_t place : run) last = AddRow(place, ShapeOf(place), constants_[place]);
    }
    words_[last].value |= static_cast<std::int64_t>(std::uint64_t{1} << core::kLastAt);
    BPOL_CHECK(begin * 8 < core::kNoPlace, "an index stays below 4 GB");
    return static_cast<std::uint32_t>(begin * 8);
  }

  std::size_t AddRow(std::uint32_t place, std::uint32_t shape, const std::vector<Word>& constants) {
    const std::size_t at = words_.size();
    const auto words = static_cast<std::uint32_t>(core::kRowHeadWords + constants.size());
    const core::Row row{
        .place = place, .shape = shape, .words = words, .line = lines_[place].line, .site = lines_[place].site};
    words_.push_back({core::FirstWord(row)});
    words_.push_back({core::SecondWord(row)});
    words_.insert(words_.end(), constants.begin(), constants.end());
    return at;
  }

  // Its own, where it shares none.
  std::uint32_t ShapeOf(std::uint32_t place) {
    if (shape_of_[place] == core::kNone) shape_of_[place] = ShapeOf(Places{place});
    return shape_of_[place];
  }
  std::uint32_t ShapeOf(const Places& run) {
    core::Shape shape;
    for (const std::uint32_t place : run) shape.lines.push_back(CopyLine(program_, lines_[place]));
    dispatch_.shapes.push_back(std::move(shape));
    return static_cast<std::uint32_t>(dispatch_.shapes.size() - 1);
  }

  core::Program& program_;
  const std::vector<core::Line>& lines_;
  std::vector<std::size_t> owner_;       // by place: its list, or how many lists there are
  bool lists_alone_ = false;             // all lines are in one
  std::vector<Groups> groups_;           // by list; last the lines that are in none
  std::vector<std::uint32_t> shape_of_;  // by place, where it has a row of its own
  std::map<std::uint32_t, std::vector<Word>> constants_;
  std::vector<Word> words_;
  core::Dispatch dispatch_;
};

}  // namespace

core::Dispatch MakeDispatch(core::Program& program, const std::vector<core::Line>& lines,
                            const std::vector<List>& lists) {
  return Maker(program, lines, lists).Make(lists);
}

}  // namespace bpol::optimise
