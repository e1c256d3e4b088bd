#include <gtest/gtest.h>

#include <map>

#include "runtime/decision/engine.h"
#include "tests/unit/runtime/decision/sample_unit.h"

namespace bpol::decision {
namespace {

// Answers from a script and remembers the order in which it was asked.
class ScriptedEngine : public Engine {
 public:
  std::map<std::uint32_t, std::vector<Event>> blocks;
  std::map<std::uint32_t, Ended> faults;
  std::vector<std::uint32_t> asked;

  Events RunBlocks(std::uint32_t function) override {
    asked.push_back(function);
    return {faults[function], blocks[function]};
  }
  Held RunCondition(std::uint32_t function) override {
    asked.push_back(function);
    return {faults[function], true, {}};
  }
  Held RunObligation(const Plan::Site& site) override { return RunCondition(site.function); }
  void CollectScores(ArenaList<ScoreResult>& read) override {
    asked.push_back(99);
    for (const std::uint32_t score : scores) read.push_back({.score = score, .points = {}});
  }
  std::vector<std::uint32_t> scores;  // those that were read
};

constexpr std::uint32_t kDecide = 0, kResidency = 1, kCheck = 2, kLineObligation = 3, kBlockObligation = 4,
                        kDenyObligation = 5, kScores = 99;

class DecideTest : public testing::Test {
 protected:
  DecideTest() {
    sample.unit.scores = {{.name = "Risk"}};
    Action().scores = {{0, 0, schema::kNone}};
    sample.unit.obligations = {{.name = "count"}, {.name = "audit"}, {.name = "alert"}};
    schema::Action& action = Action();
    action.decide_function = kDecide;
    action.residency_function = kResidency;
    action.redact_check_function = kCheck;
    using schema::OwnerKind;
    action.obligations = {{OwnerKind::Line, sample.LineOf("aisp"), schema::When::Any, 0, kLineObligation},
                          {OwnerKind::Block, sample.BlockOf("Access"), schema::When::Permit, 1, kBlockObligation},
                          {OwnerKind::Block, sample.BlockOf("Access"), schema::When::Deny, 2, kDenyObligation}};
    engine.blocks[kDecide] = sample.EventsOf({"Access", "aisp"});
    engine.blocks[kResidency] = sample.EventsOf({"Data", "only_eu"});
  }

  void Check(schema::Effect effect, const std::vector<std::uint32_t>& asked, const std::vector<std::uint32_t>& given) {
    const Decision decision = Decided();
    EXPECT_EQ(decision.effect, effect);
    EXPECT_EQ(engine.asked, asked);
    std::vector<std::uint32_t> obligations;
    for (const ObligationInstance& instance : decision.obligations) obligations.push_back(instance.obligation);
    EXPECT_EQ(obligations, given);
  }

  schema::Action& Action() {
    if (sample.unit.actions.empty()) sample.unit.actions.emplace_back();
    return sample.unit.actions[0];
  }

  Decision Decided() {
    Plan plan(sample.unit);
    plan.Fix([&](const schema::Action&, const Plan::Site& site, Arena& memory) { return Fixed(site, memory); });
    Decision decision(arena);
    Decide(plan, Action(), engine, arena, decision);
    return decision;
  }

  std::optional<std::span<const Value>> Fixed(const Plan::Site& site, Arena& memory) {
    engine.asked.push_back(site.function);
    if (!fixes) return std::nullopt;
    const std::span<Value> arguments = memory.AllocateArray<Value>(1);
    arguments[0] = Value::Int(7);
    return arguments;
  }

  SampleUnit sample;
  ScriptedEngine engine;
  Arena arena;
  bool fixes = true;
};

TEST_F(DecideTest, AsksEverythingOnPermit) {
  Check(schema::Effect::Permit, {kDecide, kResidency, kCheck, kLineObligation, kBlockObligation, kScores}, {0, 1});
}

class ChallengerTest : public DecideTest {
 protected:
  static constexpr std::uint32_t kFirst = 6, kSecond = 7;

  ChallengerTest() {
    sample.unit.scores = {{.name = "Risk"}, {.name = "Next"}, {.name = "After"}};
    sample.unit.scores[1].champion = 0;
    sample.unit.scores[2].champion = 0;
    Action().scores = {{0, 0, schema::kNone}, {1, 24, kFirst}, {2, 48, kSecond}};
  }
};

TEST_F(ChallengerTest, AreAskedLastWhereTheirChampionWasRead) {
  engine.scores = {0};
  Check(schema::Effect::Permit,
        {kDecide, kResidency, kCheck, kLineObligation, kBlockObligation, kScores, kFirst, kSecond, kScores}, {0, 1});
}

TEST_F(ChallengerTest, AreNotAskedWhereNobodyReadTheirChampion) {
  Check(schema::Effect::Permit, {kDecide, kResidency, kCheck, kLineObligation, kBlockObligation, kScores}, {0, 1});
}

TEST_F(ChallengerTest, AreNotAskedAfterAFault) {
  engine.scores = {0};
  engine.faults[kCheck] = {values::Fault::ArithmeticOverflow, 0};
  Check(schema::Effect::Deny, {kDecide, kResidency, kCheck}, {});
}

TEST_F(ChallengerTest, AFaultIsRecordedAndDecidesNothing) {
  engine.scores = {0};
  engine.faults[kFirst] = {values::Fault::ArithmeticOverflow, 0};
  const Decision decision = Decided();
  EXPECT_EQ(decision.effect, schema::Effect::Permit);
  EXPECT_EQ(decision.fault.fault, values::Fault::None);
  ASSERT_EQ(decision.scores.size(), 2u);
  EXPECT_EQ(decision.scores[0].fault, values::Fault::None);
  EXPECT_EQ(decision.scores[1].score, 1u);
  EXPECT_EQ(decision.scores[1].fault, values::Fault::ArithmeticOverflow);
}

TEST_F(DecideTest, ResidencyIsNotAskedOfADeny) {
  engine.blocks[kDecide] = sample.EventsOf({"Access", "aisp", "blocked"});
  Check(schema::Effect::Deny, {kDecide, kDenyObligation, kScores}, {2});
}

TEST_F(DecideTest, ADenyOfResidencyBringsTheObligationsOfADeny) {
  engine.blocks[kResidency] = sample.EventsOf({"Data"});
  Check(schema::Effect::Deny, {kDecide, kResidency, kDenyObligation, kScores}, {2});
}

TEST_F(DecideTest, ALineObligesOnlyWhereItSupportsTheEffect) {
  engine.blocks[kDecide] = sample.EventsOf({"Access", "aisp", "step_up"});
  Check(schema::Effect::Challenge, {kDecide, kResidency, kScores}, {});
}

TEST_F(DecideTest, WhatReadsNothingIsAskedOnceAndStaysInItsPlace) {
  sample.unit.obligations[1].parameters = {0};
  Action().obligations[1].constant = true;
  Check(schema::Effect::Permit, {kBlockObligation, kDecide, kResidency, kCheck, kLineObligation, kScores}, {0, 1});
  fixes = false;
  engine.asked.clear();
  Check(schema::Effect::Permit,
        {kBlockObligation, kDecide, kResidency, kCheck, kLineObligation, kBlockObligation, kScores}, {0, 1});
}

// The line's stands behind the block's here, and a block has two.
TEST_F(DecideTest, ObligationsComeInOrderOfTheText) {
  std::ranges::rotate(Action().obligations, Action().obligations.begin() + 1);
  Action().obligations.push_back(
      {schema::OwnerKind::Block, sample.BlockOf("Access"), schema::When::Any, 2, kDenyObligation});
  Check(schema::Effect::Permit,
        {kDecide, kResidency, kCheck, kBlockObligation, kLineObligation, kDenyObligation, kScores}, {1, 0, 2});
}

TEST_F(DecideTest, AFaultEndsTheDecisionWhereItIsReached) {
  engine.faults[kResidency] = {values::Fault::TimeOutOfRange, 0};
  Check(schema::Effect::Deny, {kDecide, kResidency}, {});
  engine.asked.clear();
  engine.faults = {{kCheck, {values::Fault::TimeOutOfRange, 0}}};
  Check(schema::Effect::Deny, {kDecide, kResidency, kCheck}, {});
  engine.asked.clear();
  engine.faults = {{kBlockObligation, {values::Fault::TimeOutOfRange, 0}}};
  Check(schema::Effect::Deny, {kDecide, kResidency, kCheck, kLineObligation, kBlockObligation}, {});
}

}  // namespace
}  // namespace bpol::decision
