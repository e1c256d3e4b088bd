#include "compiler/repl/decision_text.h"

#include <nlohmann/json.hpp>

namespace bpol::repl {
namespace {

using Json = nlohmann::ordered_json;

std::string Plain(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string Joined(const Json& list) {
  std::string text;
  for (const Json& each : list) text += (text.empty() ? "" : ", ") + Plain(each);
  return text;
}

// A challenger may have faulted instead.
std::string ScoreText(const std::string& kind, const std::string& name, const Json& score) {
  if (score.contains("fault")) return "  " + kind + " " + name + " fault " + Plain(score.at("fault")) + "\n";
  std::string text = "  " + kind + " " + name + " " + Plain(score.at("value")) + ", " + Plain(score.at("band")) + "\n";
  for (const Json& each : score.at("contributions"))
    text += "    " + Plain(each.at("points")) + " " + Plain(each.at("name")) + "\n";
  return text;
}

}  // namespace

std::string DecisionText(std::string_view json) {
  const Json decision = Json::parse(json);
  std::string text = Plain(decision.at("effect")) + "  " + Plain(decision.at("reason")) + "\n";
  for (const Json& reason : decision.at("reasons")) {
    const std::string rule = Plain(reason.at("rule"));
    text += "  " + (rule.empty() ? "" : rule + "  ") + Plain(reason.at("reason"));
    if (!reason.at("controls").empty()) text += "  " + Joined(reason.at("controls"));
    text += "\n";
  }
  if (decision.contains("path")) text += "  at " + Plain(decision.at("path")) + "\n";
  if (decision.contains("obligations")) text += "  obligations " + Joined(decision.at("obligations")) + "\n";
  if (decision.contains("challenge")) text += "  challenge " + decision.at("challenge").dump() + "\n";
  if (decision.contains("regions")) text += "  regions " + Joined(decision.at("regions")) + "\n";
  for (const auto& [member, kind] : {std::pair("scores", "score"), std::pair("challengers", "challenger")}) {
    if (!decision.contains(member)) continue;
    for (const auto& [name, score] : decision.at(member).items()) text += ScoreText(kind, name, score);
  }
  return text;
}

}  // namespace bpol::repl
