#include "compiler/trial/run_test.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "compiler/trial/differences.h"

namespace bpol::trial {
namespace {

using Json = nlohmann::json;

std::string Quoted(std::string_view text) {
  return "`" + std::string(text) + "`";
}

std::string List(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + Quoted(text);
  return list.empty() ? "none" : list;
}

// What a decision says, as tests ask for it.
struct Said {
  std::string effect, reason, acr;
  std::vector<std::string> reasons, obligations, regions;
  Json scores = Json::object();

  // Panics on nothing: `json` is ours.
  explicit Said(const std::string& json) {
    const Json decision = Json::parse(json);
    effect = decision.at("effect");
    reason = decision.at("reason");
    for (const Json& each : decision.at("reasons")) reasons.push_back(each.at("reason"));
    if (decision.contains("obligations")) obligations = decision.at("obligations");
    if (decision.contains("scores")) scores = decision.at("scores");
    if (decision.contains("challengers")) scores.update(decision.at("challengers"));
    if (decision.contains("regions")) regions = decision.at("regions");
    if (decision.contains("challenge")) acr = decision.at("challenge").value("acr", "");
  }
};

// The order in which they came says nothing.
void CompareSets(const std::string& what, std::vector<std::string> expected, std::vector<std::string> came,
                 std::vector<std::string>& complaints) {
  std::ranges::sort(expected);
  std::ranges::sort(came);
  if (expected != came) complaints.push_back("expected " + what + " " + List(expected) + ", came " + List(came));
}

// The first contributions that add points: what a letter to the customer would name.
std::vector<std::string> FactorsOf(const Json& score) {
  constexpr std::size_t kMost = 4;
  std::vector<std::string> factors;
  for (const Json& contribution : score.at("contributions")) {
    if (contribution.at("points") > 0 && factors.size() < kMost) factors.push_back(contribution.at("name"));
  }
  return factors;
}

void CompareScore(const checked::ExpectedScore& expected, const Said& said, std::vector<std::string>& complaints) {
  const bool read = said.scores.contains(expected.name);
  const std::string came = read ? said.scores.at(expected.name).value("value", Json("fault")).dump() : "none";
  const std::string wanted = expected.value ? std::to_string(*expected.value) : "none";
  if (expected.asks_value && came != wanted)
    complaints.push_back("expected " + expected.name + " " + wanted + ", came " + came);
  if (!expected.asks_factors) return;
  const std::vector<std::string> factors = read ? FactorsOf(said.scores.at(expected.name)) : std::vector<std::string>();
  if (factors != expected.factors)
    complaints.push_back("expected factors " + List(expected.factors) + ", came " + List(factors));
}

void Compare(const checked::Test& test, const Said& said, std::vector<std::string>& complaints) {
  if (!test.expected_effect.empty() && said.effect != test.expected_effect)
    complaints.push_back("expected " + test.expected_effect + ", came " + said.effect + " with reason " +
                         List(said.reasons));
  else if (!test.expected_reason.empty() && said.reason != test.expected_reason)
    complaints.push_back("expected reason " + Quoted(test.expected_reason) + ", came " + List(said.reasons));
  if (test.asks_obligations) CompareSets("obligations", test.expected_obligations, said.obligations, complaints);
  if (!test.expected_regions.empty()) CompareSets("regions", test.expected_regions, said.regions, complaints);
  for (const checked::ExpectedScore& expected : test.expected_scores) CompareScore(expected, said, complaints);
  if (!test.expected_acr.empty()) CompareSets("acr", {test.expected_acr}, {said.acr}, complaints);
}

std::string Text(const Reply& reply) {
  return reply.problem.empty() ? reply.body : reply.problem;
}

// The order of members says nothing; the rest of the JSON must be equal.
bool SameJson(const std::string& left, const std::string& right) {
  return Json::parse(left, nullptr, false) == Json::parse(right, nullptr, false);
}

void CompareResponse(Panel& panel, const checked::Test& test, std::vector<std::string>& complaints) {
  const Panel::Answer answer = panel.Redact(test.response);
  if (!answer.reply.problem.empty()) {
    complaints.push_back(answer.reply.problem);
  } else if (!test.expected_response.empty() && !SameJson(answer.reply.body, test.expected_response)) {
    complaints.push_back("expected response " + test.expected_response);
    complaints.push_back("came              " + answer.reply.body);
    for (std::string& difference : Differences(test.expected_response, answer.reply.body))
      complaints.push_back(std::move(difference));
  }
  if (!answer.native) return;
  complaints.push_back("the engines disagree on the response:");
  complaints.push_back("  plain  " + Text(answer.reply));
  complaints.push_back("  native " + Text(*answer.native));
}

std::string Text(const Passage& passage) {
  if (!passage.problem.empty()) return passage.problem;
  return passage.reason.empty() ? "becomes " + Quoted(passage.state)
                                : "stays " + Quoted(passage.state) + " with reason " + Quoted(passage.reason);
}

void CompareMove(Panel& panel, const checked::TestMove& move, std::vector<std::string>& complaints) {
  const schema::Unit& unit = panel.schema();
  const auto [passage, native] = panel.Advance(move);
  const schema::Lifecycle& lifecycle = unit.lifecycles[move.lifecycle];
  const schema::Field& state = unit.records[lifecycle.record].fields[lifecycle.state];
  const schema::Enum& states = unit.enums[unit.types[state.type].declaration];
  const bool becomes = move.becomes != schema::kNone;
  const std::string wanted = becomes ? states.members[move.becomes].name : "";
  const bool same = becomes ? passage.reason.empty() && passage.state == wanted
                            : !passage.reason.empty() && (move.reason.empty() || passage.reason == move.reason);
  if (!passage.problem.empty()) {
    complaints.push_back(passage.problem);
  } else if (!same) {
    const std::string expected = becomes               ? "becomes " + Quoted(wanted)
                                 : move.reason.empty() ? "stays"
                                                       : "stays with reason " + Quoted(move.reason);
    complaints.push_back("expected that " + Quoted(move.subject) + " " + expected + "; it " + Text(passage));
  }
  if (!native) return;
  complaints.push_back("the engines disagree on " + Quoted(move.subject) + ":");
  complaints.push_back("  plain  " + Text(passage));
  complaints.push_back("  native " + Text(*native));
}

}  // namespace

TestResult RunTest(Panel& panel, const checked::Test& test) {
  TestResult result;
  for (const checked::TestMove& move : test.moves) CompareMove(panel, move, result.complaints);
  if (!test.moves.empty()) return result;
  const Panel::Outcome outcome = panel.Decide(test.action, test.request);
  Compare(test, Said(outcome.ruling.json), result.complaints);
  if (outcome.native) {
    result.complaints.push_back("the engines disagree:");
    result.complaints.push_back("  plain  " + outcome.ruling.json);
    result.complaints.push_back("  native " + outcome.native->json);
  }
  if (test.response.empty()) return result;
  if (outcome.ruling.effect == schema::Effect::Permit) {
    CompareResponse(panel, test, result.complaints);
  } else if (result.passed()) {
    result.complaints.push_back("a response is shown on permit only; the decision is " +
                                std::string(decision::EffectName(outcome.ruling.effect)));
  }
  return result;
}

}  // namespace bpol::trial
