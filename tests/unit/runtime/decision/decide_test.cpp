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
  void CollectScores(std::pmr::vector<ScoreResult>& read) override {
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
    sample.unit.obligations = {{.name = "count"}, {.name = "audit"}, {.name = "alert"}};
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
    Arena arena;
    Decision decision;
    Decide(sample.unit, action, engine, arena, decision);
    EXPECT_EQ(decision.effect, effect);
    EXPECT_EQ(engine.asked, asked);
    std::vector<std::uint32_t> obligations;
    for (const ObligationInstance& instance : decision.obligations) obligations.push_back(instance.obligation);
    EXPECT_EQ(obligations, given);
  }

  SampleUnit sample;
  schema::Action action;
  ScriptedEngine engine;
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
    action.scores = {{0, 0, schema::kNone}, {1, 24, kFirst}, {2, 48, kSecond}};
  }

  Decision Decided() {
    Arena arena;
    Decision decision;
    Decide(sample.unit, action, engine, arena, decision);
    return decision;
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
