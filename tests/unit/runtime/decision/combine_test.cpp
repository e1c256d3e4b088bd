#include <gtest/gtest.h>

#include "runtime/decision/plan.h"
#include "runtime/values/time.h"
#include "tests/unit/runtime/decision/sample_unit.h"

namespace bpol::decision {
namespace {

// `effect: rule=code rule=code…`, with ` acr:… max_age:…days` behind a challenge.
std::string Summary(const schema::Unit& unit, const Decision& decision) {
  std::string out(EffectName(decision.effect));
  out += ':';
  for (const Reason& reason : decision.reasons) {
    const ReasonView view = Describe(unit, decision, reason);
    out += " " + std::string(view.rule) + "=" + std::string(view.code);
  }
  if (decision.challenge) {
    if (decision.challenge->acr != schema::kNone) out += " acr:" + unit.acrs[decision.challenge->acr];
    if (decision.challenge->max_age >= 0)
      out += " max_age:" + std::to_string(decision.challenge->max_age / values::kDay) + "d";
  }
  return out;
}

void CheckCombine(const std::vector<std::string>& events, const std::string& expected) {
  const SampleUnit sample;
  Arena arena;
  Decision decision(arena);
  Combine(Plan(sample.unit), sample.EventsOf(events), decision);
  EXPECT_EQ(Summary(sample.unit, decision), expected) << testing::PrintToString(events);
}

TEST(Combine, AGateAsksForOneOfItsPermits) {
  CheckCombine({"Access", "aisp"}, "permit: m.Access.aisp=aisp");
  CheckCombine({"Access", "aisp", "staff"}, "permit: m.Access.aisp=aisp m.Access.staff=staff");
  CheckCombine({"Access", "aisp!1", "staff"}, "permit: m.Access.staff=staff");
  CheckCombine({"Access"}, "deny: m.Access=no_rule_permits");
  CheckCombine({"Access", "aisp!1"}, "deny: m.Access.aisp=tls.required");
  CheckCombine({"Access", "aisp!2", "staff!1"}, "deny: m.Access.aisp=consent.revoked m.Access.staff=case.required");
}

TEST(Combine, EveryGateIsAsked) {
  CheckCombine({"Access", "aisp", "Limits", "within"}, "permit: m.Access.aisp=aisp m.Limits.within=within");
  CheckCombine({"Access", "aisp", "Limits"}, "deny: m.Limits=no_line_matches");
  CheckCombine({"Access", "aisp", "Limits", "within!1"}, "deny: m.Limits.within=limit.reached");
  CheckCombine({"Access", "Limits"}, "deny: m.Access=no_rule_permits m.Limits=no_line_matches");
}

// What one gate alone says goes a shorter way than what several blocks say together.
TEST(Combine, ABrakeThatIsSilentChangesNothing) {
  for (const char* gate : {"Access", "Limits"}) {
    std::vector<std::vector<std::string>> answers = {{}};
    for (const char* line : {"aisp", "aisp!1", "aisp!2", "staff", "staff!1", "blocked", "unusual", "step_up"})
      if (gate == std::string_view("Access")) answers.push_back({line});
    for (const char* line : {"within", "within!1"})
      if (gate == std::string_view("Limits")) answers.push_back({line});
    for (std::vector<std::string> events : answers) {
      events.insert(events.begin(), gate);
      std::vector<std::string> with_brake = events;
      with_brake.push_back("Sca");
      const SampleUnit sample;
      const Plan plan(sample.unit);
      Arena arena;
      Decision alone(arena), beside(arena);
      Combine(plan, sample.EventsOf(events), alone);
      Combine(plan, sample.EventsOf(with_brake), beside);
      EXPECT_EQ(Summary(sample.unit, alone), Summary(sample.unit, beside)) << testing::PrintToString(events);
    }
  }
}

TEST(Combine, WithoutAGateNothingIsPermitted) {
  CheckCombine({}, "deny: =no_rule_permits");
  CheckCombine({"Sca"}, "deny: =no_rule_permits");
  CheckCombine({"Sca", "old"}, "deny: =no_rule_permits");
  CheckCombine({"Sca", "never"}, "deny: m.Sca.never=never =no_rule_permits");
}

TEST(Combine, DenyBeatsReviewBeatsChallengeBeatsPermit) {
  CheckCombine({"Access", "aisp", "blocked", "unusual", "step_up"}, "deny: m.Access.blocked=client.blocked");
  CheckCombine({"Access", "aisp", "unusual", "step_up"}, "review: m.Access.unusual=unusual acr:low");
  CheckCombine({"Access", "aisp", "unusual"}, "review: m.Access.unusual=unusual");
  CheckCombine({"Access", "aisp", "step_up"}, "challenge: m.Access.step_up=step_up acr:low");
  CheckCombine({"Access", "aisp", "Sca", "never"}, "deny: m.Sca.never=never");
}

TEST(Combine, AReviewOrChallengeOfAGateQualifiesAPermitOnly) {
  CheckCombine({"Access", "unusual", "step_up"}, "deny: m.Access=no_rule_permits");
  CheckCombine({"Access", "aisp!2", "unusual"}, "deny: m.Access.aisp=consent.revoked");
}

TEST(Combine, ChallengesJoinToTheStrictest) {
  CheckCombine({"Access", "aisp", "step_up", "Sca", "old"},
               "challenge: m.Access.step_up=step_up m.Sca.old=old acr:high max_age:180d");
  CheckCombine({"Access", "aisp", "step_up", "Sca", "very_old"},
               "challenge: m.Access.step_up=step_up m.Sca.very_old=very_old acr:low max_age:90d");
  CheckCombine({"Access", "aisp", "unusual", "Sca", "old"}, "review: m.Access.unusual=unusual acr:high max_age:180d");
}

TEST(Combine, ReasonsOfADenyComeByKindThenByDeclaration) {
  CheckCombine({"Access", "aisp!1", "Sca", "never", "Limits"},
               "deny: m.Sca.never=never m.Access.aisp=tls.required m.Limits=no_line_matches");
  // A matching deny is its block's answer; the failed requirement beside it is not asked for.
  CheckCombine({"Access", "aisp!1", "blocked", "Limits", "within!1"},
               "deny: m.Access.blocked=client.blocked m.Limits.within=limit.reached");
}

void CheckResidency(const std::vector<std::string>& rules, const std::vector<std::string>& residency,
                    const std::string& expected, std::int64_t regions, std::size_t granted) {
  const SampleUnit sample;
  Arena arena;
  Decision decision(arena);
  Combine(Plan(sample.unit), sample.EventsOf(rules), decision);
  CombineResidency(sample.unit, sample.EventsOf(residency), decision);
  EXPECT_EQ(Summary(sample.unit, decision), expected) << testing::PrintToString(residency);
  EXPECT_EQ(decision.regions ? static_cast<std::int64_t>(*decision.regions) : -1, regions);
  EXPECT_EQ(decision.granted.size(), granted);
}

TEST(CombineResidency, TheSetsOfAllBlocksIntersect) {
  const std::string permit = "permit: m.Access.aisp=aisp";
  CheckResidency({"Access", "aisp"}, {}, permit, -1, 0);
  CheckResidency({"Access", "aisp"}, {"Data", "anywhere"}, permit + " m.Data.anywhere=anywhere", 3, 1);
  CheckResidency({"Access", "aisp"}, {"Data", "anywhere", "Law", "in_law"},
                 permit + " m.Data.anywhere=anywhere m.Law.in_law=in_law", 2, 2);
}

TEST(CombineResidency, NoRegionIsADeny) {
  CheckResidency({"Access", "aisp"}, {"Data", "only_eu", "Law", "in_law"}, "deny: =residency.no_lawful_region", -1, 0);
  CheckResidency({"Access", "aisp"}, {"Data", "anywhere", "Law"}, "deny: m.Law=residency.no_lawful_region", -1, 0);
  CheckResidency({"Access", "aisp"}, {"Data", "export", "Law"}, "deny: m.Data.export=residency.no_lawful_transfer", -1,
                 0);
}

TEST(CombineResidency, RestrictsAReviewToo) {
  CheckResidency({"Access", "aisp", "unusual"}, {"Data", "only_in"}, "review: m.Access.unusual=unusual", -1, 0);
  CheckResidency({"Access", "aisp", "step_up"}, {"Data"}, "deny: m.Data=residency.no_lawful_region", -1, 0);
}

}  // namespace
}  // namespace bpol::decision
