#include "tests/agreement/test_writer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "runtime/decision/lifecycle.h"
#include "runtime/values/time_text.h"
#include "tests/agreement/generate/fixture_text.h"
#include "tests/agreement/generate/lifecycle.h"
#include "tests/agreement/generate/literal_text.h"
#include "tests/agreement/generate/request_writer.h"

namespace bpol::agreement {
namespace {

using Json = nlohmann::ordered_json;
using Texts = std::vector<std::string>;

constexpr int kMoves = 30;  // of a fixture

std::string Joined(const Texts& texts, const std::string& between) {
  std::string all;
  for (std::size_t i = 0; i < texts.size(); ++i) all += (i == 0 ? "" : between) + texts[i];
  return all;
}

bool IsName(const std::string& text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !text.empty() && letter(text[0]) &&
         std::ranges::all_of(text, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

// JSON as policies write it, for bodies of responses. Nothing where it holds what no literal says.
std::optional<std::string> BodyText(const Json& json) {
  if (json.is_null()) return "absent";
  if (json.is_boolean() || json.is_number_integer()) return json.dump();
  if (json.is_string())
    return json.get<std::string>().find_first_of("\"\\\n") == std::string::npos ? std::optional(json.dump())
                                                                                : std::nullopt;
  if (!json.is_structured()) return std::nullopt;
  Texts parts;
  const bool map =
      json.is_object() && !std::ranges::all_of(json.items(), [](const auto& item) { return IsName(item.key()); });
  for (const auto& [name, value] : json.items()) {
    const std::optional<std::string> text = BodyText(value), key = BodyText(name);
    if (!text || !key) return std::nullopt;
    parts.push_back(json.is_array() ? *text : map ? *key + " -> " + *text : name + ": " + *text);
  }
  return json.is_array() ? "[" + Joined(parts, ", ") + "]" : "{ " + Joined(parts, ", ") + " }";
}

class TestWriter {
 public:
  TestWriter(Random& random, const Vocabulary& vocabulary, Engines& engines)
      : random_(random), vocabulary_(vocabulary), engines_(engines), requests_(random, vocabulary) {}

  std::string Write() {
    std::string text;
    for (int i = 0; i < 2; ++i) text += Fixture("fix" + std::to_string(i));
    return text;
  }

 private:
  struct Row {
    std::vector<Change> changes;
    Json decision;
  };

  std::string Fixture(const std::string& name) {
    action_ = static_cast<std::uint32_t>(random_.Below(vocabulary_.actions.size()));
    const GivenAction& action = vocabulary_.actions[action_];
    Datum base = requests_.Draw(action, {});
    // Only who is permitted sees something of a response.
    for (int i = 0; i < 4 && action.response != kNone && Decide(base, "")["effect"] != "permit"; ++i)
      base = requests_.Draw(action, {});
    const std::optional<std::string> fields = FixtureText(vocabulary_, base);
    if (!fields) return "";
    std::string text = "fixture " + name + ": " + action.name + " {\n" + *fields + "}\n";
    text += Scenario(name, base, {});
    std::vector<Row> rows;
    for (int i = 0; i < 6; ++i) {
      Datum other = base;
      requests_.Vary(other, {}, {});
      const std::optional<std::vector<Change>> changes = ChangesOf(vocabulary_, base, other);
      if (!changes || changes->empty()) continue;
      const bool whole = std::ranges::none_of(*changes, [](const Change& each) { return each.value.empty(); });
      if (i % 2 == 0 && whole) {
        rows.push_back({*changes, Decide(other, "")});
      } else {
        text += Scenario(name, other, *changes);
      }
    }
    if (vocabulary_.living != kNone) text += Moves(name, base);
    return text + (rows.empty() ? "" : Table(name, rows));
  }

  // What events make of records of the lifecycle. Only records that fit have one.
  std::string Moves(const std::string& fixture, const Datum& base) {
    checked::TestMove move;
    move.lifecycle = 0;
    move.subject = vocabulary_.facts.front().name;
    const auto now = std::ranges::find(base.members, "now", [](const auto& member) { return member.first; });
    if (now == base.members.end() || !values::ParseInstant(Json::parse(now->second.text).get<std::string>(), &move.now))
      return "";
    std::string text;
    for (int i = 0; i < kMoves; ++i) {
      const Datum record = LivingRecord(move);
      const std::optional<std::string> literal = LiteralText(vocabulary_, record);
      move.record = ToJson(record);
      const trial::Passage passage = engines_.Advance(move);
      if (!literal || !passage.problem.empty()) continue;
      text += Title() + " {\n    given " + fixture + " with " + move.subject + " = " + *literal + "\n    on " +
              move.event + (move.actor.empty() ? "" : " by " + move.actor) + "\n    expect " + move.subject +
              (passage.reason.empty() ? " becomes " + passage.state : " stays reason \"" + passage.reason + "\"") +
              "\n}\n";
    }
    return text;
  }

  // A record, and what happens to it: mostly what leads out of its state.
  Datum LivingRecord(checked::TestMove& move) {
    Datum record = requests_.Value({.kind = TypeKind::Record, .declaration = vocabulary_.living});
    move.event = random_.Pick(kEvents);
    move.actor = move.event == decision::kClock ? "" : random_.Pick(kActors);
    if (random_.Chance(20)) return record;
    const schema::Unit& unit = engines_.schema();
    const schema::Lifecycle& lifecycle = unit.lifecycles.front();
    const schema::Transition& way = lifecycle.transitions[random_.Below(lifecycle.transitions.size())];
    const schema::Field& field = unit.records[lifecycle.record].fields[lifecycle.state];
    const auto state = std::ranges::find(record.members, field.name, [](const auto& member) { return member.first; });
    if (state == record.members.end()) return record;
    const schema::Enum& states = unit.enums[unit.types[field.type].declaration];
    state->second.text = Json(states.members[way.from].wire).dump();
    move.event = way.event;
    move.actor = way.actors.empty() ? "" : way.actors[random_.Below(way.actors.size())];
    return record;
  }

  Json Decide(const Datum& request, const std::string& response) {
    engines_.Compare({.action = action_, .request = ToJson(request), .response = response});
    return Json::parse(engines_.ruling().json);
  }

  std::string Title() { return "test \"case " + std::to_string(++titles_) + "\""; }

  // test "…" { given fix with a = b, c absent  expect … }
  std::string Scenario(const std::string& fixture, const Datum& request, const std::vector<Change>& changes) {
    const GivenAction& action = vocabulary_.actions[action_];
    const std::string response = action.response == kNone ? "" : ToJson(requests_.Response(action));
    const Json decision = Decide(request, response);
    std::string text = Title() + " {\n    given " + fixture;
    for (std::size_t i = 0; i < changes.size(); ++i) {
      const std::string& value = changes[i].value;
      text += (i == 0 ? " with " : ", ") + changes[i].path +
              (value.empty()       ? " unavailable"
               : value == "absent" ? " absent"
                                   : " = " + value);
    }
    if (const std::string answer = Answer(response); !answer.empty()) text += "\n" + answer;
    return text + "\n    expect " + Expected(decision) + "\n}\n";
  }

  // The response and what is left of it; what is expected of it comes before what is expected of the decision.
  std::string Answer(const std::string& response) {
    if (!engines_.answered() || !engines_.reply().problem.empty()) return "";
    const std::optional<std::string> given = BodyText(Json::parse(response));
    const std::optional<std::string> left = BodyText(Json::parse(engines_.reply().body));
    if (!given || !left) return "";
    return "    response " + *given + "\n    expect response " + *left;
  }

  std::string Expected(const Json& decision) const {
    std::string text = decision["effect"].get<std::string>() + " reason " + decision["reason"].dump();
    const std::optional<Texts> obligations = Obligations(decision);
    if (obligations && !obligations->empty()) text += " oblige " + Joined(*obligations, ", ");
    if (decision.contains("regions")) {
      Texts regions;
      for (const Json& region : decision["regions"]) regions.push_back(region.dump());
      text += " in region " + Joined(regions, ", ");
    }
    if (decision.contains("challenge") && decision["challenge"].contains("acr"))
      text += " with acr " + decision["challenge"]["acr"].dump();
    return text;
  }

  // As policies write them; nothing where one cannot be told from what is printed of it.
  std::optional<Texts> Obligations(const Json& decision) const {
    Texts texts;
    if (!decision.contains("obligations")) return texts;
    for (const Json& each : decision["obligations"]) {
      const std::optional<std::string> text = Obligation(each.get<std::string>());
      if (!text) return std::nullopt;
      texts.push_back(*text);
    }
    return texts;
  }

  std::optional<std::string> Obligation(const std::string& printed) const {
    const std::size_t colon = printed.find(':');
    if (colon == std::string::npos) return printed;
    const std::string name = printed.substr(0, colon);
    std::string rest = printed.substr(colon + 1);
    if (name == "audit" || name == "rate") return name + "(" + rest + ")";
    const auto declared = std::ranges::find(vocabulary_.obligations, name, &GivenObligation::name);
    if (declared == vocabulary_.obligations.end()) return std::nullopt;
    Texts arguments;
    for (std::size_t i = 0; i < declared->parameters.size(); ++i) {
      const bool last = i + 1 == declared->parameters.size();
      const std::size_t end = last ? rest.size() : rest.find(',');
      // A comma in a text is not told from one between two values.
      if (end == std::string::npos) return std::nullopt;
      const std::optional<std::string> value = LiteralText(vocabulary_, declared->parameters[i], rest.substr(0, end));
      if (!value) return std::nullopt;
      arguments.push_back(*value);
      rest.erase(0, last ? end : end + 1);
    }
    return name + "(" + Joined(arguments, ", ") + ")";
  }

  // A row each, with a column for every path that one of them changes, and for everything that can be expected.
  std::string Table(const std::string& fixture, const std::vector<Row>& rows) {
    Texts columns;
    for (const Row& row : rows)
      for (const Change& change : row.changes)
        if (std::ranges::find(columns, change.path) == columns.end()) columns.push_back(change.path);
    Texts heading = columns;
    heading.insert(heading.end(), {"effect", "reason", "obligations"});
    for (const schema::Score& score : engines_.schema().scores)
      heading.insert(heading.end(), {score.name, score.name + ".factors"});
    std::string text = Title() + " for " + fixture + " {\n    | " + Joined(heading, " | ") + " |\n";
    for (const Row& row : rows) text += "    | " + Joined(Cells(row, columns), " | ") + " |\n";
    return text + "}\n";
  }

  Texts Cells(const Row& row, const Texts& columns) const {
    Texts cells;
    for (const std::string& column : columns) {
      const auto changed = std::ranges::find(row.changes, column, &Change::path);
      cells.push_back(changed == row.changes.end() ? "" : changed->value);
    }
    cells.push_back(row.decision["effect"].get<std::string>());
    cells.push_back(row.decision["reason"].dump());
    const std::optional<Texts> obligations = Obligations(row.decision);
    cells.push_back(obligations ? "{" + Joined(*obligations, ", ") + "}" : "");
    for (const schema::Score& score : engines_.schema().scores) AddScore(row.decision, score.name, cells);
    return cells;
  }

  // Its number and the factors that added points, at most four; a challenger that met a fault has none.
  static void AddScore(const Json& decision, const std::string& name, Texts& cells) {
    for (const char* group : {"scores", "challengers"}) {
      if (!decision.contains(group) || !decision[group].contains(name)) continue;
      const Json& score = decision[group][name];
      if (!score.contains("value")) return cells.insert(cells.end(), {"", ""}), void();
      constexpr std::size_t kMost = 4;
      Texts factors;
      for (const Json& each : score["contributions"])
        if (each["points"] > 0 && factors.size() < kMost) factors.push_back(each["name"].get<std::string>());
      cells.insert(cells.end(), {score["value"].dump(), "{" + Joined(factors, ", ") + "}"});
      return;
    }
    cells.insert(cells.end(), {"absent", "{}"});
  }

  Random& random_;
  const Vocabulary& vocabulary_;
  Engines& engines_;
  RequestWriter requests_;
  std::uint32_t action_ = 0;
  int titles_ = 0;
};

}  // namespace

std::string DrawTests(Random& random, const Vocabulary& vocabulary, Engines& engines) {
  return TestWriter(random, vocabulary, engines).Write();
}

}  // namespace bpol::agreement
