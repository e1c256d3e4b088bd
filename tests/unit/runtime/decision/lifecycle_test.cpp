// What an event does to a record: in order of the text, for whom, under which condition, and that nothing else does.
#include "runtime/decision/lifecycle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace bpol::decision {
namespace {

enum State : std::uint32_t { kWaiting, kActive, kEnded, kGone };

// waiting -approved by customer-> active when #0; else -> ended when #1; waiting -refused by customer, staff-> ended
// active -clock-> gone when #2; -clock-> ended when #3; -closed by staff-> ended.
schema::Lifecycle Sample() {
  schema::Lifecycle lifecycle;
  lifecycle.finals = 1u << kEnded | 1u << kGone;
  lifecycle.transitions = {{kWaiting, kActive, "approved", {"customer"}, 0},
                           {kWaiting, kEnded, "approved", {"customer"}, 1},
                           {kWaiting, kEnded, "refused", {"customer", "staff"}},
                           {kActive, kGone, "clock", {}, 2},
                           {kActive, kEnded, "clock", {}, 3},
                           {kActive, kEnded, "closed", {"staff"}}};
  return lifecycle;
}

// Functions that hold; one that is at a fault; every other does not hold.
struct Answers final : TransitionConditions {
  Held Ask(std::uint32_t function) override {
    asked.push_back(function);
    if (function == faults) return {{values::Fault::ArithmeticOverflow, 7}, true, {}};  // `holds` says nothing then
    return {{}, std::ranges::count(hold, function) != 0, {}};
  }
  std::vector<std::uint32_t> hold;
  std::uint32_t faults = schema::kNone;
  std::vector<std::uint32_t> asked;
};

struct Row {
  State state;
  Cause cause;
  std::vector<std::uint32_t> hold;
  std::uint32_t faults;
  std::string_view expected;  // the number of the state, `!` where it is final, or the reason
  std::vector<std::uint32_t> asked;
};

std::string TextOf(const Move& move) {
  return move.moves() ? std::to_string(move.state) + (move.final ? "!" : "") : std::string(ReasonOf(move));
}

TEST(Advance, TakesTheFirstThatFits) {
  constexpr std::uint32_t kNo = schema::kNone;
  const std::vector<Row> rows = {
      {kWaiting, {"approved", "customer"}, {0, 1}, kNo, "1", {0}},
      {kWaiting, {"approved", "customer"}, {1}, kNo, "2!", {0, 1}},
      {kWaiting, {"approved", "customer"}, {}, kNo, "lifecycle.condition_fails", {0, 1}},
      {kWaiting, {"approved", "staff"}, {0, 1}, kNo, "lifecycle.not_by_actor", {}},
      {kWaiting, {"approved", ""}, {0, 1}, kNo, "lifecycle.not_by_actor", {}},
      {kWaiting, {"approved", "Customer"}, {0, 1}, kNo, "lifecycle.not_by_actor", {}},
      {kWaiting, {"refused", "staff"}, {}, kNo, "2!", {}},
      {kWaiting, {"clock", ""}, {2, 3}, kNo, "lifecycle.no_transition", {}},
      {kWaiting, {"closed", "staff"}, {}, kNo, "lifecycle.no_transition", {}},
      {kWaiting, {"", ""}, {}, kNo, "lifecycle.no_transition", {}},
      {kActive, {"clock", ""}, {2, 3}, kNo, "3!", {2}},
      {kActive, {"clock", ""}, {3}, kNo, "2!", {2, 3}},
      {kActive, {"clock", ""}, {}, kNo, "lifecycle.condition_fails", {2, 3}},
      {kActive, {"clock", "staff"}, {2, 3}, kNo, "lifecycle.not_by_actor", {}},  // nobody is the clock
      {kActive, {"closed", "staff"}, {}, kNo, "2!", {}},
      {kEnded, {"closed", "staff"}, {}, kNo, "lifecycle.no_transition", {}},
      // What a later transition would say is not asked behind a fault.
      {kWaiting, {"approved", "customer"}, {1}, 0, "arithmetic.overflow", {0}},
      {kWaiting, {"approved", "customer"}, {}, 1, "arithmetic.overflow", {0, 1}},
      {kActive, {"clock", ""}, {3}, 2, "arithmetic.overflow", {2}},
  };
  const schema::Lifecycle lifecycle = Sample();
  for (const Row& row : rows) {
    Answers answers;
    answers.hold = row.hold;
    answers.faults = row.faults;
    const Move move = Advance(lifecycle, row.state, row.cause, answers);
    const std::string where = std::to_string(row.state) + " " + std::string(row.cause.event) + " by " +
                              std::string(row.cause.actor) + ", " + std::string(row.expected);
    EXPECT_EQ(TextOf(move), row.expected) << where;
    EXPECT_EQ(answers.asked, row.asked) << where;
    EXPECT_TRUE(move.moves() || move.state == row.state) << where;
  }
}

TEST(Advance, NamesTheTransitionAndTheFault) {
  Answers answers;
  answers.faults = 3;
  const Move faulted = Advance(Sample(), kActive, {kClock, ""}, answers);
  EXPECT_EQ(faulted.transition, 4u);
  EXPECT_EQ(faulted.fault.fault, values::Fault::ArithmeticOverflow);
  EXPECT_EQ(faulted.fault.site, 7u);
  answers.hold = {2};
  EXPECT_EQ(Advance(Sample(), kActive, {kClock, ""}, answers).transition, 3u);
  const Move stays = Advance(Sample(), kEnded, {"closed", "staff"}, answers);
  EXPECT_EQ(stays.transition, schema::kNone);
  EXPECT_TRUE(stays.final);
}

TEST(StateOf, ReadsTheFieldOfTheRecord) {
  schema::Unit unit;
  unit.records = {{.name = "Other"},
                  {.name = "Grant", .fields = {{.name = "id", .offset = 0}, {.name = "state", .offset = 16}}}};
  schema::Lifecycle lifecycle = Sample();
  lifecycle.record = 1;
  lifecycle.state = 1;
  const std::int64_t record[] = {5, 6, kGone};
  EXPECT_EQ(StateOf(unit, lifecycle, reinterpret_cast<const std::byte*>(record)), kGone);
}

}  // namespace
}  // namespace bpol::decision
