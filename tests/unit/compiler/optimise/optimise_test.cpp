// What each rewrite makes of an expression, and what it leaves alone because it would show.
#include "compiler/optimise/optimise.h"

#include <gtest/gtest.h>

#include <regex>

#include "compiler/core/print.h"
#include "compiler/core/read.h"
#include "compiler/core/verify.h"

namespace bpol::optimise {
namespace {

constexpr std::string_view kX = "(load int 0 -1 (frame))";
constexpr std::string_view kFaults = "(gt (add (load int 0 -1 (frame)) (int 1)) (int 0))";

std::string Rewritten(std::string condition, const OptimiseOptions& options = {}) {
  const auto put = [&](std::string_view name, std::string_view text) {
    for (std::size_t at = 0; (at = condition.find(name, at)) != std::string::npos; at += text.size())
      condition.replace(at, name.size(), text);
  };
  put("X", kX);
  put("FAULTS", kFaults);
  Result<core::Program> program = core::Read(
      "(program (action (scratch 48) (cell \"c\" bool (site 0) (at 0) (let " + std::string(kFaults) +
      ")) (cell \"r\" int (site 0) (at 16) (let (load int 8 -1 (frame)))) (cell \"s\" int (site 0) (at 32) (let "
      "(cell int 1)))) (function (action 0) (condition (site 0) " +
      condition + ")))");
  if (!program.ok()) return program.error().message;
  const core::Program result = Optimise(std::move(*program), options);
  const Status verified = core::Verify(result);
  if (!verified.ok()) return verified.error().message;
  std::string text = core::Print(result, std::get<core::ConditionFunction>(result.functions[0].kind).condition);
  const auto take = [&](std::string_view long_text, std::string_view name) {
    for (std::size_t at = 0; (at = text.find(long_text, at)) != std::string::npos; at += name.size())
      text.replace(at, long_text.size(), name);
  };
  text = std::regex_replace(text, std::regex("\\s+"), " ");  // long expressions stand on several lines
  take(kFaults, "FAULTS");
  take(kX, "X");
  return text;
}

struct Row {
  std::string_view before;
  std::string_view after;
};

const Row kRows[] = {
    // constants
    {"(eq X (add (int 2) (mul (int 3) (int 4))))", "(eq X (int 14))"},
    {"(eq X (add (int 9223372036854775807) (int 1)))", "(eq X (add (int 9223372036854775807) (int 1)))"},  // a fault
    {"(eq X (neg (int -9223372036854775808)))", "(eq X (neg (int -9223372036854775808)))"},
    {"(eq X (neg (int 3)))", "(eq X (int -3))"},
    {"(eq X (bits_union (bit_of (int 0)) (bit_of (int 3))))", "(eq X (int 9))"},
    {"(eq X (min (int 1) (max (int 5) (int 2))))", "(eq X (int 1))"},
    {"(lt (int 1) (int 2))", "(bool 1)"},
    {"(ge (int 1) (int 2))", "(bool 0)"},
    {"(bits_has (int 5) (int 2))", "(bool 1)"},
    {"(bits_subset (int 5) (int 4))", "(bool 0)"},
    {"(one_of (int 4) (int 1) (int 4))", "(bool 1)"},
    {"(one_of (int 4))", "(bool 0)"},
    {"(not (bool 0))", "(bool 1)"},
    {"(same_bool (bool 0) (bool 0))", "(bool 1)"},
    {"(eq X (bits_count (int 7)))", "(eq X (int 3))"},
    // logic
    {"(and (bool 1) FAULTS)", "FAULTS"},
    {"(and (bool 0) FAULTS)", "(bool 0)"},
    {"(and FAULTS (bool 1))", "FAULTS"},
    {"(and FAULTS (bool 0))", "(and FAULTS (bool 0))"},  // it may fault, and a fault shows
    {"(and (eq X (int 1)) (bool 0))", "(bool 0)"},
    {"(or (bool 0) FAULTS)", "FAULTS"},
    {"(or (bool 1) FAULTS)", "(bool 1)"},
    {"(or FAULTS (bool 1))", "(or FAULTS (bool 1))"},
    {"(or (cell bool 0) (bool 1))", "(or (cell bool 0) (bool 1))"},  // computing a cell may fault
    {"(not (not FAULTS))", "FAULTS"},
    {"(if (bool 1) (eq X (int 1)) FAULTS)", "(eq X (int 1))"},
    {"(if (bool 0) (eq X (int 1)) FAULTS)", "FAULTS"},
    {"(unwrap (some FAULTS))", "FAULTS"},
    {"(or (lt (int 2) (int 1)) (and (eq (int 1) (int 1)) (eq X (int 1))))", "(eq X (int 1))"},
    // lets that only read
    {"(eq (cell int 1) (int 3))", "(eq (load int 8 -1 (frame)) (int 3))"},
    {"(eq (cell int 2) (int 3))", "(eq (load int 8 -1 (frame)) (int 3))"},
    {"(cell bool 0)", "(cell bool 0)"},  // what may fault is computed once
    // tests of one value
    {"(or (eq X (int 1)) (eq X (int 2)))", "(one_of X (int 1) (int 2))"},
    {"(or (or (eq X (int 1)) (eq X (int 2))) (one_of X (int 7) (int 9)))",
     "(one_of X (int 1) (int 2) (int 7) (int 9))"},
    {"(or (eq X (int 1)) (eq (load int 8 -1 (frame)) (int 2)))",
     "(or (eq X (int 1)) (eq (load int 8 -1 (frame)) (int 2)))"},
    {"(or (eq (fact int 0 -1 1 0) (int 1)) (eq (fact int 0 -1 1 0) (int 2)))",
     "(or (eq (fact int 0 -1 1 0) (int 1)) (eq (fact int 0 -1 1 0) (int 2)))"},
    {"(or (eq X (int 1)) (eq X X))", "(or (eq X (int 1)) (eq X X))"},
};

TEST(Optimise, RewritesWhatDoesNotShow) {
  for (const Row& row : kRows) EXPECT_EQ(Rewritten(std::string(row.before)), row.after) << row.before;
}

TEST(Optimise, EveryRewriteCanBeSwitchedOff) {
  OptimiseOptions options;
  for (const std::string_view name : RewriteNames()) options.off.emplace(name);
  for (const Row& row : kRows) EXPECT_EQ(Rewritten(std::string(row.before), options), row.before) << row.before;
}

TEST(Optimise, TellsHowLongEachRewriteTook) {
  std::vector<std::string_view> seen;
  OptimiseOptions options;
  options.off.emplace("merge-tests");
  options.timed = [&](std::string_view name, std::chrono::nanoseconds) { seen.push_back(name); };
  Rewritten("(bool 1)", options);
  EXPECT_EQ(seen, (std::vector<std::string_view>{"inline-lets", "fold-constants", "simplify-logic", "index-lines",
                                                 "hash-tables", "drop-dead"}));
}

TEST(Optimise, DeadNodesLeave) {
  Result<core::Program> program =
      core::Read("(program (action (scratch 0)) (function (action 0) (condition (site 0) (and (bool 1) (bool 1)))))");
  ASSERT_TRUE(program.ok());
  EXPECT_EQ(Optimise(std::move(*program)).exprs.size(), 1u);
}

}  // namespace
}  // namespace bpol::optimise
