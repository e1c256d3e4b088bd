// Rules, decide and residency, with their lines and obligations.
#include <algorithm>
#include <string_view>

#include "tests/agreement/generate/block_writer.h"

namespace bpol::agreement {
BlockWriter::BlockWriter(Random& random, const Vocabulary& vocabulary) : random_(random), vocabulary_(vocabulary) {}

BlockWriter::Actions BlockWriter::AllActions() const {
  Actions actions;
  for (std::size_t i = 0; i < vocabulary_.actions.size(); ++i) actions.push_back(i);
  return actions;
}

BlockWriter::Actions BlockWriter::SomeActions() {
  Actions actions = AllActions();
  if (actions.size() > 1 && random_.Chance(30)) actions = {random_.Below(actions.size())};
  return actions;
}

Scope BlockWriter::ScopeOf(const Actions& actions) const {
  Scope scope = shared_;
  const auto is_lane = [](const Path& path) {
    return std::ranges::any_of(kLanes, [&](const char* lane) { return path.text == std::string("context.") + lane; });
  };
  for (Path& path : PathsOf(vocabulary_, actions))
    if (!is_lane(path)) scope.paths.push_back(std::move(path));
  return scope;
}

std::string BlockWriter::Heads(const Actions& actions) const {
  std::string text;
  for (const std::size_t action : actions) text += (text.empty() ? " for " : ", ") + vocabulary_.actions[action].name;
  return text;
}

void OpenPath(Scope& scope, const std::string& open) {
  const auto shorten = [&](std::string& text) {
    if (text.starts_with(open + ".")) text.erase(0, open.size() + 1);
  };
  for (Path& path : scope.paths) {
    shorten(path.text);
    shorten(path.union_of);
    for (std::string& need : path.needs) shorten(need);
  }
  std::set<std::string> known;
  for (std::string need : scope.known) {
    shorten(need);
    known.insert(std::move(need));
  }
  scope.known = std::move(known);
}

std::string BlockWriter::Lane(std::size_t count) {
  if (!next_lane_) return Tenths(kLanes[0], count, random_.Below(10));
  const std::size_t first = *next_lane_;
  next_lane_ = (first + count) % 10;
  return Tenths(kLanes[0], count, first);
}

std::string BlockWriter::Tenths(const char* name, std::size_t count, std::size_t first) const {
  const std::string path = context_ + name;
  if (count == 1) return "(" + path + " == " + std::to_string(first) + ")";
  std::string text = "(" + path + " in {";
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ", ") + std::to_string((first + i) % 10);
  return text + "})";
}

Condition BlockWriter::Coupled(Scope& scope, const std::string& effect) {
  ExprWriter writer(random_, vocabulary_, scope);
  const Condition inner = writer.Cond(static_cast<int>(random_.Below(3)));
  if (random_.Chance(3)) {
    if (const std::optional<Condition> key = writer.TextKey())
      return {.text = "(" + key->text + " and " + inner.text + ")", .if_true = inner.if_true};
  }
  const bool permit = effect == "permit", deny = effect == "deny";
  // What a line of a decide takes is lost for the lines behind it.
  if (!next_lane_ && !random_.Chance(deny ? 95 : 80)) return inner;
  if (permit && (!next_lane_ || random_.Chance(50)))
    return {.text = "(" + Lane(next_lane_ ? 2 : 6) + " or " + inner.text + ")"};
  const std::string lane = Lane(deny && !next_lane_ ? 2 : deny ? 1 : next_lane_ ? 3 : 4);
  if (random_.Chance(50)) return {.text = "(" + inner.text + " and " + lane + ")", .if_true = inner.if_true};
  return {.text = "(" + lane + " and " + inner.text + ")", .if_true = inner.if_true};
}

std::string BlockWriter::LineHead(const std::string& effect, bool conditional) {
  std::string text = effect + " " + NewName("line");
  if (random_.Chance(15)) text += " \"what it is for\"";
  if (random_.Chance(40)) text += " reason \"code." + std::to_string(random_.Below(9)) + '"';
  if (random_.Chance(25))
    text += random_.Chance(50) ? " control psd2.rts(\"10a\")" : " control gdpr(\"44\"), pci(\"3.4.1\")";
  if (!conditional) return text;  // it may be the one that answers all that is left
  if (random_.Chance(4)) text += " from 2026-11-20";
  if (random_.Chance(4)) text += " until 2026-11-20";
  return text;
}

std::string BlockWriter::Requires(Scope& scope) {
  std::string text;
  while (random_.Chance(35)) {
    if (!shared_.consents.empty() && random_.Chance(40)) {
      const ConsentName& consent = random_.Pick(shared_.consents);
      if (scope.known.contains(consent.fact)) continue;
      text += "        require " + consent.name + "\n";
      scope.known.insert(consent.fact);
      continue;
    }
    ExprWriter writer(random_, vocabulary_, scope);
    const Condition inner = writer.Cond(1);
    const bool coupled = random_.Chance(80);
    text += "        require " + (coupled ? "(" + Turn(7) + " or " + inner.text + ")" : inner.text) + " else \"need." +
            std::to_string(random_.Below(9)) + "\"\n";
    if (!coupled) Learn(scope.known, inner.if_true);
  }
  return text;
}

std::string BlockWriter::Line(Scope& scope, const std::string& effect, bool conditional) {
  std::string text = "    " + LineHead(effect, conditional) + "\n";
  const bool passed_over =
      effect == "review" || text.find(" from ") != std::string::npos || text.find(" until ") != std::string::npos;
  Scope inside = scope;
  text += Lets(inside, "        ", 8);
  Condition condition;
  if (conditional) {
    condition = Coupled(inside, effect);
    text += "        when " + condition.text + "\n";
    Learn(inside.known, condition.if_true);
  }
  if (effect == "permit") text += Requires(inside);
  if (effect == "challenge") {
    text += random_.Chance(80) ? (random_.Chance(50) ? "        with acr \"urn:sca\"" : "        with acr \"urn:ca\"")
                               : "        with";
    if (text.ends_with("with") || random_.Chance(30))
      text += " max_age " + std::to_string(random_.Between(1, 90)) + "min";
    text += "\n";
  }
  while (random_.Chance(25)) text += "        " + Oblige(inside);
  if (!passed_over && conditional) Learn(scope.known, condition.if_false);
  return text;
}

std::string BlockWriter::Oblige(Scope scope) {
  if (random_.Chance(25)) return random_.Chance(50) ? "oblige audit(full)\n" : "oblige rate(low)\n";
  const GivenObligation& obligation = random_.Pick(vocabulary_.obligations);
  std::string text = "oblige " + obligation.name, behind;
  if (random_.Chance(40)) {
    ExprWriter writer(random_, vocabulary_, scope);
    const Condition condition = writer.Cond(1);
    behind = " when " + condition.text;
    Learn(scope.known, condition.if_true);
  }
  scope.classified_allowed = false;
  ExprWriter writer(random_, vocabulary_, scope);
  for (std::size_t i = 0; i < obligation.parameters.size(); ++i) {
    const std::optional<Expr> value = writer.Value(obligation.parameters[i], 1);
    if (!value) return "oblige mark" + behind + "\n";
    text += (i == 0 ? "(" : ", ") + value->text;
  }
  return text + (obligation.parameters.empty() ? "" : ")") + behind + "\n";
}

// A block's own obligations know what its guard tells, and nothing of its lines.
std::string BlockWriter::OnClauses(const Scope& scope) {
  constexpr const char* kOn[] = {"on permit ", "on deny ",       "on challenge ",
                                 "on review ", "on any effect ", "on permit, challenge "};
  std::string text;
  while (random_.Chance(25)) text += std::string("    ") + random_.Pick(kOn) + Oblige(scope);
  return text;
}

std::string BlockWriter::Guard(Scope& scope, std::string* opens) {
  std::string text;
  if (random_.Chance(30)) {
    ExprWriter writer(random_, vocabulary_, scope);
    const Condition inner = writer.Cond(1);
    if (random_.Chance(70)) {
      text = " when (" + Lot(8) + " or " + inner.text + ")";
    } else {
      text = " when " + inner.text;
      Learn(scope.known, inner.if_true);
    }
  }
  if (opens != nullptr && random_.Chance(12)) {
    OpenPath(scope, "context");
    context_ = "";
    *opens = " opens context";
  }
  return text;
}

std::string BlockWriter::Block(const Actions& actions, bool decide, const std::vector<std::string>& effects) {
  Scope scope = ScopeOf(actions);
  std::string opens;
  std::string text = (decide ? "decide " : "rules ") + NewName("Block") + Heads(actions) + Guard(scope, &opens) +
                     opens + (decide ? " first match" : "") + " {\n";
  const Scope own = scope;
  text += OnClauses(own);
  if (decide) next_lane_ = random_.Below(10);
  text += Lets(scope, "    ", 20);
  const bool gate = std::ranges::find(effects, "permit") != effects.end();
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const bool last = i + 1 == effects.size();
    const bool conditional = decide ? !(last && gate) : random_.Chance(92);
    if (decide) {
      text += Line(scope, effects[i], conditional);
      continue;
    }
    Scope alone = scope;
    text += Line(alone, effects[i], effects[i] == "permit" ? conditional : true);
  }
  context_ = "context.";
  next_lane_.reset();
  return text + "}\n";
}

std::string BlockWriter::Gate(const Actions& actions) {
  const bool decide = random_.Chance(35);
  std::vector<std::string> effects{"permit"};
  if (random_.Chance(40)) effects.push_back("permit");
  for (const char* effect : {"challenge", "review", "deny"})
    if (random_.Chance(std::string_view(effect) == "challenge" ? 65 : 40))
      effects.insert(effects.begin() + static_cast<std::ptrdiff_t>(random_.Below(effects.size() + 1)), effect);
  // The last line of a decide is the one that answers all that is left.
  if (decide) effects.push_back(random_.Chance(80) ? "permit" : "deny");
  return Block(actions, decide, effects);
}

std::string BlockWriter::Brake(const Actions& actions) {
  constexpr const char* kEffects[] = {"deny",   "challenge", "review", "challenge", "review",
                                      "review", "challenge", "review", "challenge"};
  std::vector<std::string> effects;
  for (std::size_t i = 0; i < 1 + random_.Below(3); ++i) effects.push_back(random_.Pick(kEffects));
  return Block(actions, random_.Chance(40), effects);
}

std::string BlockWriter::Residency() {
  Scope scope = ScopeOf(AllActions());
  std::string text = "residency " + NewName("Home") + " for personal" + Guard(scope, nullptr) + " first match {\n";
  text += Lets(scope, "    ", 10);
  const std::size_t lines = 1 + random_.Below(3);
  for (std::size_t i = 0; i <= lines; ++i) {
    const bool last = i == lines;
    const bool serve = last || random_.Chance(75);
    text += "    " + std::string(serve ? "serve " : "deny ") + NewName("line");
    if (serve) text += " in region \"" + random_.Pick(vocabulary_.regions) + '"';
    if (serve && random_.Chance(40)) text += ", \"" + vocabulary_.regions[0] + '"';
    if (!serve) text += " reason \"residency.refused\"";
    if (last && random_.Chance(90)) {
      text += "\n";
      break;
    }
    const Condition condition = Coupled(scope, "deny");
    text += " when " + condition.text + "\n";
    Learn(scope.known, condition.if_false);
  }
  return text + "}\n";
}

std::string BlockWriter::Write() {
  std::string text;
  for (int i = 0; i < 2; ++i)
    if (random_.Chance(60)) text += Definition();
  {
    Scope scope = ScopeOf(AllActions());
    const std::size_t before = scope.paths.size();
    for (std::size_t i = 0; i < vocabulary_.tables.size(); ++i)
      if (random_.Chance(75)) text += RowLet(scope, NewName("let"));
    text += Lets(scope, "", 55);
    for (std::size_t i = before; i < scope.paths.size(); ++i) shared_.paths.push_back(scope.paths[i]);
  }
  if (random_.Chance(60)) text += Consent();
  if (random_.Chance(15)) text += Consent();
  if (random_.Chance(60)) text += Score();
  for (const std::size_t action : AllActions())
    if (action == 0 || random_.Chance(50)) text += Gate(action == 0 ? AllActions() : Actions{action});
  const std::size_t brakes = 1 + random_.Below(3);
  for (std::size_t i = 0; i < brakes; ++i) text += Brake(SomeActions());
  if (random_.Chance(40)) text += Residency();
  text += Redaction();
  text += RareForms(random_.Fork(1));
  return text;
}

}  // namespace bpol::agreement
