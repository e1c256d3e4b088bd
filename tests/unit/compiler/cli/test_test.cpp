#include <gtest/gtest.h>

#include <algorithm>

#include "runtime/base/bytes.h"
#include "tests/unit/compiler/cli/run_bpol.h"

namespace bpol::cli {
namespace {

namespace fs = std::filesystem;

constexpr char kPolicy[] = R"(module a
entity Caller { age: Int 0..150 }
record View { name: String }
action Enter {
    subject: Caller
    response: View
}
rules Door for Enter { permit adult when subject.age >= 18 }
redact View for Enter { name mask }
class public < personal
default class public
fixture adult: Enter {
    subject: { age: 30 }
    now: 2026-11-20T08:00:00Z
}
)";

Ended RunTests(const std::string& tests) {
  Folder folder;
  return RunBpol({"test", folder.Write("a.bpol", kPolicy + tests)});
}

TEST(Test, ALineEachAndASum) {
  const Ended ended = RunTests(
      "test \"enters\" { given adult expect permit }\n"
      "test \"ages\" for adult {\n    | subject.age | effect |\n    | 18 | permit |\n    | 17 | deny |\n}\n");
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(ended.out, "pass enters\npass ages, row 1\npass ages, row 2\n3 passed, 0 failed\n");
}

TEST(Test, AFailureSaysWhatCame) {
  const struct {
    std::string test;
    std::string_view said;
  } kRows[] = {
      {"{ given adult with subject.age = 3 expect permit }",
       "expected permit, came deny with reason `no_rule_permits`"},
      {"{ given adult expect permit reason \"no_rule_permits\" }", "expected reason `no_rule_permits`, came `adult`"},
      {"{ given adult response { name: \"x\" } expect response { name: \"x\" } }",
       "expected response {\"name\":\"x\"}\n     came              {\"name\":\"***\"}"},
      {"{ given adult response { name: \"x\" } expect response { name: \"x\" } }",
       "`name` is expected to be \"x\", came \"***\""},
      {"{ given adult response { title: \"x\" } expect permit }", "the response does not fit its type"},
      {"{ given adult with subject.age = 3 response { name: \"x\" } expect deny }",
       "a response is shown on permit only; the decision is deny"},
  };
  for (const auto& row : kRows) {
    const Ended ended = RunTests("test \"t\" " + row.test + "\n");
    EXPECT_EQ(ended.status, 1) << ended.err;
    EXPECT_NE(ended.out.find("FAIL t\n"), std::string::npos) << ended.out;
    EXPECT_NE(ended.out.find("a.bpol:16:6"), std::string::npos) << ended.out;
    EXPECT_NE(ended.out.find(row.said), std::string::npos) << ended.out;
    EXPECT_TRUE(ended.out.ends_with("0 passed, 1 failed\n")) << ended.out;
  }
}

TEST(Test, ValuesMayBeBelowZero) {
  Folder folder;
  const Ended ended = RunBpol({"test", folder.Write("a.bpol", R"(module a
class public
default class public
entity Caller { balance: Money  rate: Decimal  count: Int  lag: Duration  sums: List<Money> max 2 }
record View { count: Int  sums: List<Money> max 2 }
action Enter { subject: Caller  response: View }
rules Door for Enter { permit overdrawn when subject.balance < EUR 0.00 and subject.rate < 0.0 and subject.lag < 0s }
fixture low: Enter {
    subject: { balance: -EUR 3.50, rate: -0.5, count: -(2 + 1), lag: -5min, sums: [EUR 1.00, -EUR 1.00] }
    now: 2026-11-20T08:00:00Z
}
test "by literals" {
    given low
    response { count: -3, sums: [-EUR 1.00, EUR 2.00] }
    expect response { sums: ["EUR -1.00", "EUR 2.00"], count: -3 }
    expect permit
}
test "by arithmetic" for low {
    | subject.rate | subject.balance      | effect |
    | 0.25 - 0.5   |                      | permit |
    | 0.5 * 2.0    |                      | deny   |
    |              | EUR 1.00 + -EUR 0.50 | deny   |
}
)")});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_TRUE(ended.out.ends_with("\n4 passed, 0 failed\n")) << ended.out;
}

class Packs : public testing::TestWithParam<std::string> {};

// Every pack is right, in canonical form, and passes its own tests in each engine.
TEST_P(Packs, PassTheirOwnTests) {
  const Ended checked = RunBpol({"check", GetParam()});
  EXPECT_EQ(checked.status, 0) << checked.err;
  EXPECT_EQ(checked.err, "");
  EXPECT_EQ(RunBpol({"fmt", "--check", GetParam()}).out, "");
  for (const std::string engine : {"plain", "native", "both"}) {
    const Ended ended = RunBpol({"test", GetParam(), "--engine", engine});
    EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    EXPECT_TRUE(ended.out.ends_with(" passed, 0 failed\n"));
    EXPECT_FALSE(ended.out.starts_with("0 passed"));
  }
}

std::vector<std::string> PackFolders() {
  std::vector<std::string> folders;
  for (const auto& entry : fs::directory_iterator(BPOL_SOURCE_DIR "/policies"))
    if (entry.is_directory()) folders.push_back(entry.path().string());
  std::ranges::sort(folders);
  return folders;
}

std::string NameOf(const testing::TestParamInfo<std::string>& one) {
  return fs::path(one.param).filename().string();
}

INSTANTIATE_TEST_SUITE_P(Policies, Packs, testing::ValuesIn(PackFolders()), NameOf);

}  // namespace
}  // namespace bpol::cli
