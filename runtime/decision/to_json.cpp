// A decision as one line of JSON; parts that do not apply are left out.
#include <algorithm>
#include <vector>

#include "runtime/base/json_text.h"
#include "runtime/decision/decision.h"
#include "runtime/values/time.h"

namespace bpol::decision {
namespace {

void WriteReasons(const schema::Unit& unit, const Decision& decision, JsonText& json) {
  json.Key("reasons").Open('[');
  for (const Reason& reason : decision.reasons) {
    const ReasonView view = Describe(unit, decision, reason);
    json.Open('{').Key("rule").Text(view.rule).Key("reason").Text(view.code).Key("controls").Open('[');
    for (const std::string& control : view.controls) json.Text(control);
    json.Close(']').Close('}');
  }
  json.Close(']');
}

void WriteObligations(const schema::Unit& unit, const Decision& decision, JsonText& json) {
  if (decision.obligations.empty()) return;
  json.Key("obligations").Open('[');
  for (const ObligationInstance& instance : decision.obligations) json.Text(Print(unit, instance));
  json.Close(']');
}

struct Contribution {
  std::string_view name;
  std::int64_t points;
};

// What moved the score, the most points first, then by name: the order of adverse-action reasons.
std::vector<Contribution> ContributionsOf(const schema::Score& score, const ScoreResult& result) {
  std::vector<Contribution> all;
  for (std::size_t i = 0; i < result.points.size(); ++i) {
    if (result.points[i] != 0) all.push_back({score.factors[i], result.points[i]});
  }
  std::ranges::sort(all, [](const Contribution& left, const Contribution& right) {
    return left.points != right.points ? left.points > right.points : left.name < right.name;
  });
  return all;
}

void WriteScore(const schema::Unit& unit, const ScoreResult& result, JsonText& json) {
  const schema::Score& score = unit.scores[result.score];
  json.Key(score.name).Open('{');
  if (!score.version.empty()) json.Key("version").Text(score.version);
  if (result.fault != values::Fault::None) {
    json.Key("fault").Text(values::FaultCode(result.fault)).Close('}');
    return;
  }
  json.Key("value").Int(result.value);
  json.Key("band").Text(score.bands[result.band].name).Key("contributions").Open('[');
  for (const Contribution& contribution : ContributionsOf(score, result))
    json.Open('{').Key("name").Text(contribution.name).Key("points").Int(contribution.points).Close('}');
  json.Close(']').Close('}');
}

void WriteScores(const schema::Unit& unit, const Decision& decision, JsonText& json) {
  for (const auto& [key, challengers] : {std::pair("scores", false), std::pair("challengers", true)}) {
    const auto belongs = [&](const ScoreResult& result) {
      return (unit.scores[result.score].champion != schema::kNone) == challengers;
    };
    if (std::ranges::none_of(decision.scores, belongs)) continue;
    json.Key(key).Open('{');
    for (const ScoreResult& result : decision.scores) {
      if (belongs(result)) WriteScore(unit, result, json);
    }
    json.Close('}');
  }
}

// `max_age` in whole seconds, as RFC 9470 speaks of it, rounded towards the stricter.
void WriteChallenge(const schema::Unit& unit, const Decision& decision, JsonText& json) {
  if (!decision.challenge) return;
  json.Key("challenge").Open('{');
  if (decision.challenge->acr != schema::kNone) json.Key("acr").Text(unit.acrs[decision.challenge->acr]);
  if (decision.challenge->max_age >= 0) json.Key("max_age").Int(decision.challenge->max_age / values::kSecond);
  json.Close('}');
}

void WriteRegions(const schema::Unit& unit, const Decision& decision, JsonText& json) {
  if (!decision.regions) return;
  json.Key("regions").Open('[');
  for (std::size_t i = 0; i < unit.regions.size(); ++i) {
    if (*decision.regions >> i & 1) json.Text(unit.regions[i]);
  }
  json.Close(']');
}

void WriteUnit(const schema::Unit& unit, JsonText& json) {
  json.Key("unit").Open('{').Key("name").Text(unit.name).Key("version").Text(unit.version);
  json.Key("hash").Text(unit.hash).Close('}');
}

// Beside a fault of input or of a source; a fault of a line has its id as the reason's rule.
void WritePath(const schema::Unit& unit, const Decision& decision, JsonText& json) {
  if (decision.fault.fault == values::Fault::None) return;
  const std::string_view path = FaultPath(unit, decision);
  if (!path.empty() || decision.fault.site == schema::kNone) json.Key("path").Text(path);
}

}  // namespace

std::string ToJson(const schema::Unit& unit, const Decision& decision, UnitPart part) {
  JsonText json;
  json.Open('{').Key("effect").Text(EffectName(decision.effect)).Key("reason").Text(ReasonCode(unit, decision));
  WriteReasons(unit, decision, json);
  WriteObligations(unit, decision, json);
  WriteScores(unit, decision, json);
  WriteChallenge(unit, decision, json);
  WriteRegions(unit, decision, json);
  WritePath(unit, decision, json);
  if (part == UnitPart::With) WriteUnit(unit, json);
  json.Close('}');
  return std::move(json).Take();
}

}  // namespace bpol::decision
