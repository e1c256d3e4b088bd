// Lines and blocks: which events native code appends.
#include <gtest/gtest.h>

#include <cstring>

#include "tests/support/native/core_runner.h"

namespace bpol {
namespace {

using testing::CompileCoreText;
using testing::CoreRun;

struct Frame {
  std::int64_t role = 0;
  std::int64_t country = 0;
  std::int64_t limit = 0;
};

std::string Events(const unit::PolicyUnit& unit, const Frame& frame) {
  CoreRun run;
  run.frame = reinterpret_cast<const std::byte*>(&frame);
  const std::uint32_t status = run.Call(unit, 0);
  if (status != 0) return "fault " + std::to_string(status) + " at " + std::to_string(run.output.fault_site);
  return run.Events();
}

TEST(Blocks, APermitAndADeny) {
  const auto unit = CompileCoreText(R"((program (action (scratch 0)) (function (action 0) (blocks
    (block 0 rules (site 0)
      (line 0 (site 1) (when (eq (load int 0 -1 (frame)) (int 1))) (requires (ne (load int 8 -1 (frame)) (int 9))))
      (line 1 (site 2) (when (eq (load int 8 -1 (frame)) (int 7)))))))))");
  ASSERT_NE(unit, nullptr);
  EXPECT_EQ(Events(*unit, {.role = 1, .country = 2}), "B0 L0");
  EXPECT_EQ(Events(*unit, {.role = 1, .country = 7}), "B0 L0 L1");
  EXPECT_EQ(Events(*unit, {.role = 1, .country = 9}), "B0 L0!1");
  EXPECT_EQ(Events(*unit, {.role = 2, .country = 7}), "B0 L1");
  EXPECT_EQ(Events(*unit, {.role = 2, .country = 2}), "B0");
}

TEST(Blocks, ADecideBlockStopsAtTheFirstLineThatHolds) {
  const auto unit = CompileCoreText(R"((program (action (scratch 0)) (function (action 0) (blocks
    (block 3 decide (site 0) (guard (gt (load int 16 -1 (frame)) (int 0)))
      (line 4 (site 1) (when (eq (load int 0 -1 (frame)) (int 1))) (requires (bool 1) (eq (load int 8 -1 (frame)) (int 2))))
      (line 5 (site 2) (when (eq (load int 0 -1 (frame)) (int 2))))
      (line 6 (site 3)))
    (block 7 rules (site 4) (line 8 (site 5)))))))");
  ASSERT_NE(unit, nullptr);
  EXPECT_EQ(Events(*unit, {.role = 1, .country = 2, .limit = 1}), "B3 L4 B7 L8");
  EXPECT_EQ(Events(*unit, {.role = 1, .country = 3, .limit = 1}), "B3 L4!2 B7 L8");
  EXPECT_EQ(Events(*unit, {.role = 2, .limit = 1}), "B3 L5 B7 L8");
  EXPECT_EQ(Events(*unit, {.role = 9, .limit = 1}), "B3 L6 B7 L8");
  EXPECT_EQ(Events(*unit, {.role = 1}), "B7 L8");
}

TEST(Blocks, AFaultNamesGuardOrLineAndEndsAll) {
  constexpr std::string_view kOverflow = "(gt (add (load int 16 -1 (frame)) (int 1)) (int 0))";
  const auto unit = CompileCoreText(
      "(program (action (scratch 0)) (function (action 0) (blocks"
      "(block 0 rules (site 10) (guard (or (eq (load int 0 -1 (frame)) (int 1)) " +
      std::string(kOverflow) + "))" + "(line 0 (site 11) (when (and (eq (load int 8 -1 (frame)) (int 1)) " +
      std::string(kOverflow) + "))) (line 1 (site 12) (requires (or (eq (load int 8 -1 " + "(frame)) (int 2)) " +
      std::string(kOverflow) + ")))))))");
  ASSERT_NE(unit, nullptr);
  EXPECT_EQ(Events(*unit, {.role = 1, .country = 1, .limit = INT64_MAX}), "fault 1 at 11");
  EXPECT_EQ(Events(*unit, {.role = 2, .country = 2, .limit = INT64_MAX}), "fault 1 at 10");
  EXPECT_EQ(Events(*unit, {.role = 1, .country = 3, .limit = INT64_MAX}), "fault 1 at 12");
  EXPECT_EQ(Events(*unit, {.role = 1, .country = 2, .limit = INT64_MAX}), "B0 L1");
  EXPECT_EQ(Events(*unit, {.role = 2, .country = 1, .limit = 5}), "B0 L0 L1");
}

// More lines than a function holds.
std::string LongBlock(std::string_view kind, int lines) {
  std::string text =
      "(program (action (scratch 0)) (function (action 0) (blocks (block 0 " + std::string(kind) + " (site 0)";
  for (int i = 0; i < lines; ++i) {
    const std::string number = std::to_string(i);
    text += "(line " + number + " (site " + std::to_string(1000 + i) +
            ") (when (ge (add (load int 0 -1 (frame)) (load int 16 -1 (frame))) (int " + number + "))))";
  }
  return text + "))))";
}

TEST(Blocks, LongBlocksAreCutIntoFunctionsWithoutASeam) {
  const auto rules = CompileCoreText(LongBlock("rules", 300));
  ASSERT_NE(rules, nullptr);
  std::string expected = "B0";
  for (int i = 0; i <= 200; ++i) expected += " L" + std::to_string(i);
  EXPECT_EQ(Events(*rules, {.role = 200}), expected);
  EXPECT_EQ(Events(*rules, {.role = 1, .limit = INT64_MAX}), "fault 1 at 1000");
  EXPECT_EQ(Events(*rules, {.role = -1}), "B0");

  const auto decide = CompileCoreText(LongBlock("decide", 300));
  ASSERT_NE(decide, nullptr);
  EXPECT_EQ(Events(*decide, {.role = 200}), "B0 L0");
  EXPECT_EQ(Events(*decide, {.role = -1}), "B0");
}

TEST(Blocks, TheFirstLineThatHoldsMayStandInALaterFunction) {
  std::string text = "(program (action (scratch 0)) (function (action 0) (blocks (block 0 residency (site 0)";
  for (int i = 0; i < 200; ++i) {
    const std::string number = std::to_string(i);
    text += "(line " + number + " (site 1) (when (eq (load int 0 -1 (frame)) (int " + number + "))))";
  }
  const auto unit = CompileCoreText(text + "(line 200 (site 1))) (block 1 rules (site 2) (line 201 (site 3))))))");
  ASSERT_NE(unit, nullptr);
  for (const int wanted : {0, 63, 64, 127, 128, 199})
    EXPECT_EQ(Events(*unit, {.role = wanted}), "B0 L" + std::to_string(wanted) + " B1 L201");
  EXPECT_EQ(Events(*unit, {.role = 777}), "B0 L200 B1 L201");
}

TEST(Functions, ConditionsChecksAndObligationsAnswer) {
  const auto unit = CompileCoreText(R"((program (action (scratch 0))
    (function (action 0) (condition (site 1) (eq (load int 0 -1 (object)) (int 1))))
    (function (action 0) (check (site 2) (add (load int 0 -1 (frame)) (int 1)) (mul (load int 0 -1 (frame)) (int 2))))
    (function (action 0) (obligation (site 3) (when (eq (load int 0 -1 (frame)) (int 1))) (int 5)
      (add (load int 8 -1 (frame)) (int 1))))))");
  ASSERT_NE(unit, nullptr);
  const Frame frame{.role = 1, .country = 41};
  const Frame other{.role = 2, .country = INT64_MAX};
  const Frame most{.role = INT64_MAX};
  const auto call = [&](std::uint32_t function, const Frame& asked) {
    CoreRun run;
    run.frame = reinterpret_cast<const std::byte*>(&asked);
    run.object = reinterpret_cast<const std::byte*>(&asked);
    const std::uint32_t status = run.Call(*unit, function);
    if (status != 0) return "fault at " + std::to_string(run.output.fault_site);
    std::int64_t second = 0;
    std::memcpy(&second, run.arguments[1].value, sizeof second);
    return std::to_string(run.output.holds) + " " + std::to_string(second);
  };
  EXPECT_EQ(call(0, frame), "1 0");
  EXPECT_EQ(call(0, other), "0 0");
  EXPECT_EQ(call(1, frame), "1 0");
  EXPECT_EQ(call(1, most), "fault at 2");
  EXPECT_EQ(call(2, frame), "1 42");
  EXPECT_EQ(call(2, other), "0 0");  // its arguments are not evaluated, so they do not fault
}

TEST(Functions, ANumberThatTheUnitDoesNotHaveIsRefused) {
  const auto unit =
      CompileCoreText("(program (action (scratch 0)) (function (action 0) (condition (site 1) (bool 1))))");
  ASSERT_NE(unit, nullptr);
  CoreRun run;
  EXPECT_EQ(run.Call(*unit, 0), 0u);
  EXPECT_NE(run.Call(*unit, 1), 0u);
}

}  // namespace
}  // namespace bpol
