// An index says what the lines say: the same events in the same order, the same faults at the same sites.
#include <gtest/gtest.h>

#include "compiler/core/read.h"
#include "compiler/core/verify.h"
#include "compiler/optimise/optimise.h"
#include "runtime/values/text.h"
#include "tests/support/native/core_runner.h"

namespace bpol {
namespace {

using testing::CompileCore;
using testing::CoreRun;

struct Frame {
  std::int64_t role = 0;
  std::int64_t country = 0;
  std::int64_t limit = 0;
  values::Text name = values::TextOf("");
};

std::string Events(const unit::PolicyUnit& unit, const Frame& frame) {
  CoreRun run;
  run.frame = reinterpret_cast<const std::byte*>(&frame);
  const std::uint32_t status = run.Call(unit, 0);
  if (status != 0) return "fault " + std::to_string(status) + " at " + std::to_string(run.output.fault_site);
  return run.Events();
}

// One block, asked in turn and by its index.
class Both {
 public:
  Both(std::string_view kind, const std::vector<std::string>& conditions) {
    std::string text =
        "(program (constant \"ann\") (constant \"bob\") (constant \"a name of over eight bytes\") "
        "(action (scratch 0)) (function (action 0) (blocks (block 0 " +
        std::string(kind) + " (site 0)";
    for (std::size_t i = 0; i < conditions.size(); ++i)
      text += "(line " + std::to_string(i) + " (site " + std::to_string(1000 + i) + ") " + conditions[i] + ")";
    Result<core::Program> program = core::Read(text + "))))");
    EXPECT_TRUE(program.ok()) << program.error().message;
    in_turn_ = Compiled(*program);
    core::Program indexed = optimise::Optimise(*program, {.index = optimise::Index::Everywhere});
    EXPECT_TRUE(core::Verify(indexed).ok()) << core::Verify(indexed).error().message;
    dispatch_ = std::get<core::BlocksFunction>(indexed.functions[0].kind).blocks[0].dispatch;
    indexed_ = Compiled(indexed);
  }

  std::string Ask(const Frame& frame) const {
    const std::string events = Events(*in_turn_, frame);
    EXPECT_EQ(Events(*indexed_, frame), events);
    return events;
  }
  const core::Dispatch& dispatch() const { return dispatch_; }

 private:
  static std::unique_ptr<const unit::PolicyUnit> Compiled(const core::Program& program) {
    auto unit = CompileCore(program);
    EXPECT_TRUE(unit.ok()) << unit.error().message;
    return std::move(*unit);
  }

  std::unique_ptr<const unit::PolicyUnit> in_turn_, indexed_;
  core::Dispatch dispatch_;
};

const std::string kRole = "(load int 0 -1 (frame))", kCountry = "(load int 8 -1 (frame))";
const std::string kLimit = "(load int 16 -1 (frame))", kName = "(load text 24 -1 (frame))";
const std::string kOverflow = "(gt (add " + kLimit + " (int 1)) (int 0))";

std::string RoleIs(int role) {
  return "(eq " + kRole + " (int " + std::to_string(role) + "))";
}
std::string When(const std::string& condition) {
  return "(when " + condition + ")";
}
std::string And(const std::string& left, const std::string& right) {
  return "(and " + left + " " + right + ")";
}

TEST(Index, LinesThatDifferInConstantsAreOnePattern) {
  std::vector<std::string> lines;
  for (int i = 0; i < 200; ++i)
    lines.push_back(When(And(RoleIs(i * 7), "(ge " + kCountry + " (int " + std::to_string(i) + "))")) +
                    "(requires (ne " + kLimit + " (int " + std::to_string(i) + ")))");
  const Both both("rules", lines);
  ASSERT_EQ(both.dispatch().shapes.size(), 1u);
  EXPECT_TRUE(both.dispatch().shapes[0].IsPattern());
  EXPECT_EQ(both.Ask({.role = 70, .country = 10, .limit = 1}), "B0 L10");
  EXPECT_EQ(both.Ask({.role = 70, .country = 10, .limit = 10}), "B0 L10!1");
  EXPECT_EQ(both.Ask({.role = 70, .country = 9}), "B0");
  for (int role = -7; role < 1500; ++role) both.Ask({.role = role, .country = 100, .limit = role / 7});
}

TEST(Index, LinesOutsideKeepTheirPlaceAmongTheOthers) {
  std::vector<std::string> lines;
  for (int i = 0; i < 90; ++i) {
    if (i % 9 == 4) {
      lines.push_back(When("(gt " + kCountry + " (int " + std::to_string(i) + "))"));
    } else {
      lines.push_back(When(RoleIs(i % 5)));
    }
  }
  const Both rules("rules", lines), decide("decide", lines);
  ASSERT_TRUE(rules.dispatch().exists());
  EXPECT_EQ(rules.Ask({.role = 3, .country = 14}),
            "B0 L3 L4 L8 L13 L18 L23 L28 L33 L38 L43 L48 L53 L63 L68 L73 L78 L83 L88");
  EXPECT_EQ(decide.Ask({.role = 4, .country = 14}), "B0 L4");
  for (int role = -1; role < 6; ++role)
    for (int country = 0; country < 100; country += 3) {
      rules.Ask({.role = role, .country = country});
      decide.Ask({.role = role, .country = country});
    }
}

TEST(Index, AFaultIsThatOfTheLineThatComesFirst) {
  const std::string then_faults = And(RoleIs(1), kOverflow);
  const Both both("rules",
                  {When(RoleIs(2)), When(then_faults), When(And(kOverflow, RoleIs(3))), When(And(RoleIs(1), kOverflow)),
                   When(RoleIs(3)), "(requires (or " + RoleIs(4) + " " + kOverflow + "))"});
  ASSERT_TRUE(both.dispatch().exists());
  EXPECT_EQ(both.Ask({.role = 1, .limit = INT64_MAX}), "fault 1 at 1001");
  EXPECT_EQ(both.Ask({.role = 2, .limit = INT64_MAX}), "fault 1 at 1002");
  EXPECT_EQ(both.Ask({.role = 3, .limit = 1}), "B0 L2 L4 L5");
  EXPECT_EQ(both.Ask({.role = 4, .limit = 1}), "B0 L5");
}

TEST(Index, ATestBehindWhatMayFaultIsNoKey) {
  std::vector<std::string> lines;
  for (int i = 0; i < 40; ++i) lines.push_back(When(And(kOverflow, RoleIs(i))));
  const Both both("rules", lines);
  EXPECT_FALSE(both.dispatch().exists());
  EXPECT_EQ(both.Ask({.role = 3, .limit = INT64_MAX}), "fault 1 at 1000");
}

TEST(Index, TextsSetsAndAlternativesAreKeys) {
  const auto is = [](int text) { return "(call equal_text " + kName + " (text " + std::to_string(text) + "))"; };
  const Both both("rules", {When(is(0)), When("(or " + is(1) + " " + is(2) + ")"), When(And(is(2), RoleIs(1))),
                            When("(one_of " + kRole + " (int 1) (int 7))"), When("(bits_has " + kCountry + " (int 3))"),
                            When(And("(bits_has " + kCountry + " (int 3))", RoleIs(9))), "", When(is(0))});
  ASSERT_TRUE(both.dispatch().exists());
  const auto ask = [&](std::string_view name, std::int64_t role, std::int64_t country) {
    return both.Ask({.role = role, .country = country, .name = values::TextOf(name)});
  };
  EXPECT_EQ(ask("ann", 0, 0), "B0 L0 L6 L7");
  EXPECT_EQ(ask("bob", 7, 8), "B0 L1 L3 L4 L6");
  EXPECT_EQ(ask("a name of over eight bytes", 1, 0), "B0 L1 L2 L3 L6");
  EXPECT_EQ(ask("a name of over eight byteS", 9, 9), "B0 L4 L5 L6");
  EXPECT_EQ(ask("", 0, 0), "B0 L6");
}

TEST(Index, MoreShapesThanAFunctionHolds) {
  std::vector<std::string> lines;
  for (int i = 0; i < 200; ++i) {
    std::string condition = RoleIs(i);
    for (int bit = 0; bit < 8; ++bit)
      condition = And(condition, std::string(i >> bit & 1 ? "(ge " : "(le ") + kCountry + " " + kLimit + ")");
    lines.push_back(When(condition));
  }
  const Both both("decide", lines);
  ASSERT_GT(both.dispatch().shapes.size(), 128u);
  for (int role = -1; role < 201; ++role) {
    EXPECT_EQ(both.Ask({.role = role, .country = 1, .limit = 1}),
              role < 0 || role > 199 ? "B0" : "B0 L" + std::to_string(role));
    both.Ask({.role = role, .country = 2, .limit = 1});
  }
}

}  // namespace
}  // namespace bpol
