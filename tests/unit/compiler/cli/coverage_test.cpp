// bpol test --coverage: tests/projects/gaps has a gap of each kind; its expected.txt is what is said of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "runtime/base/bytes.h"
#include "tests/unit/compiler/cli/run_bpol.h"

namespace bpol::cli {
namespace {

std::string Gaps(const std::string& file) {
  return *ReadFile(ProjectPath("gaps/" + file));
}

// The same on every machine.
std::string WithoutFolder(std::string text, const std::string& folder) {
  for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder, at))
    text.erase(at, folder.size());
  return text;
}

// The rows of a report: from its heading to what is missing.
std::string TableOf(const std::string& out) {
  const std::size_t from = std::min(out.find("coverage "), out.size());
  return out.substr(from, std::min(out.find("\n\n", from), out.size() - 1) - from);
}

// The project with tests that fill its gaps.
void WriteWhole(Folder& folder, const std::string& rules) {
  const std::string manifest =
      std::regex_replace(Gaps("bpol.toml"), std::regex(R"("tests\.bpol")"), R"("tests.bpol", "more.bpol")");
  folder.Write("bpol.toml", manifest);
  folder.Write("rules.bpol", rules);
  folder.Write("tests.bpol", Gaps("tests.bpol"));
  folder.Write("more.bpol", Gaps("more.bpol"));
}

TEST(Coverage, SaysWhatNoTestShows) {
  const Ended ended = RunBpol({"test", ProjectPath("gaps"), "--coverage"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(WithoutFolder(ended.out, ProjectPath("")), Gaps("expected.txt"));
}

TEST(Coverage, SaysNothingWhereAllIsShown) {
  Folder folder;
  WriteWhole(folder, Gaps("rules.bpol"));
  const Ended ended = RunBpol({"test", folder.path(), "--coverage", "--coverage-at-least", "100"});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  EXPECT_EQ(ended.out.find("no test shows"), std::string::npos) << ended.out;
  // What is counted is the same; only how much of it is met differs.
  const auto counted = [](const std::string& out) {
    return std::regex_replace(TableOf(out), std::regex(R"( +\d+/)"), " ");
  };
  EXPECT_EQ(counted(ended.out), counted(Gaps("expected.txt")));
}

TEST(Coverage, LayoutChangesNothing) {
  Folder folder;
  const std::string untidy =
      std::regex_replace(Gaps("rules.bpol"), std::regex(R"( (when|and|unless|->) )"), "\n   $1\n ");
  ASSERT_NE(untidy, Gaps("rules.bpol"));
  WriteWhole(folder, untidy);
  const std::string before = TableOf(RunBpol({"test", folder.path(), "--coverage"}).out);
  EXPECT_NE(before, "");
  EXPECT_EQ(RunBpol({"fmt", folder.path()}).status, 0);
  EXPECT_EQ(TableOf(RunBpol({"test", folder.path(), "--coverage"}).out), before);
}

TEST(Coverage, AThresholdFailsTheRun) {
  const Ended little = RunBpol({"test", ProjectPath("gaps"), "--coverage-at-least", "100"});
  EXPECT_EQ(little.status, 1);
  EXPECT_EQ(little.err, "bpol: the tests show 17 of 100 conditions; 100 are asked for\n");
  EXPECT_EQ(RunBpol({"test", ProjectPath("gaps"), "--coverage-at-least", "17"}).status, 0);
  EXPECT_EQ(RunBpol({"test", ProjectPath("gaps"), "--coverage-at-least", "101"}).status, 2);
}

TEST(Coverage, WhatNoRequestCanChangeIsNotCounted) {
  Folder folder;
  const std::string file = folder.Write("a.bpol", R"(module a
enum Land { de, fr, jp }
entity Caller { land: Land  vip: Bool }
action Enter { subject: Caller }
decide Door for Enter first match {
    deny abroad when subject.land == jp
    permit at_home when subject.land != jp and subject.vip
    deny stranger
}
fixture anna: Enter { subject: { land: de, vip: true }  now: 2026-11-20T08:00:00Z }
test "in"      { given anna  expect permit }
test "abroad"  { given anna with subject.land = jp  expect deny }
test "unknown" { given anna with subject.vip = false  expect deny reason "stranger" }
)");
  const Ended ended = RunBpol({"test", file, "--coverage-at-least", "100"});
  EXPECT_EQ(ended.status, 0) << ended.out;
  EXPECT_TRUE(WithoutFolder(ended.out, folder.path() + "/").ends_with(R"(
everything      3/3         2/2         5/5         -

not counted, since no request can change it
  a.bpol:7:25  `subject.land != jp` is true for every request: with every value of `subject.land` that gets this far
)")) << ended.out;
}

TEST(Coverage, AsJson) {
  const Ended ended = RunBpol({"test", ProjectPath("gaps"), "--coverage", "--format", "json"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  for (const std::string part :
       {R"({"rows":[{"name":"action gaps.rules.Read","file":")", R"("line":11,"column":8)",
        R"("conditions":{"met":4,"all":23})", R"("gaps":[{"measure":"outcomes")",
        R"("what":"`c.last is present` was never false","hint":"no test has `c.last` absent here")"})
    EXPECT_NE(ended.out.find(part), std::string::npos) << part << "\n" << ended.out;
  EXPECT_EQ(std::ranges::count(ended.out, '\n'), 1);
}

TEST(Coverage, NeedsThePlainEvaluator) {
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{"--coverage", "--engine", "native"}, {"--format", "json"}}) {
    std::vector<std::string> arguments = {"test", ProjectPath("gaps")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_EQ(RunBpol(arguments).status, 2);
  }
}

TEST(Approvals, AreGivenByTests) {
  constexpr char kPolicy[] = R"(module a
entity Caller { age: Int 0..150 }
action Enter { subject: Caller }
rules Door for Enter {
    permit adult when subject.age >= 18
    review old when subject.age >= 90
}
fixture anna: Enter { subject: { age: 95 }  now: 2026-11-20T08:00:00Z }
test "held" { given anna expect review }
test "released" { given anna with review.approved = {"a.Door.old"} expect permit }
)";
  Folder folder;
  EXPECT_TRUE(RunBpol({"test", folder.Write("a.bpol", kPolicy)}).out.ends_with("2 passed, 0 failed\n"));
}

}  // namespace
}  // namespace bpol::cli
