#include "compiler/syntax/outline.h"

namespace bpol::syntax {

void Outline::PutControls(const std::vector<Control>& controls) {
  for (const Control& control : controls) Put("control " + control.catalogue.Dotted() + " " + Quoted(control.id.value));
}

void Outline::PutOblige(const Oblige& oblige, std::string_view word) {
  std::string line = std::string(word) + " " + oblige.obligation.text;
  for (const ExprId argument : oblige.arguments) line += " " + Expr(argument);
  Put(line);
  Below([&] { PutExpr("when", oblige.condition); });
}

void Outline::PutChallenge(const std::optional<Challenge>& challenge) {
  if (!challenge) return;
  PutText("with acr", challenge->acr);
  PutExpr("with max_age", challenge->max_age);
}

void Outline::operator()(const Line& line) {
  Put(std::string(SpellingOf(line.effect)) + " " + line.name.text);
  Below([&] {
    PutText("text", line.text);
    PutText("reason", line.reason);
    PutControls(line.controls);
    PutText("owner", line.owner);
    if (!line.regions.empty()) Put("in region " + Listed(line.regions));
    if (line.from) Put("from " + line.from->value);
    if (line.until) Put("until " + line.until->value);
    for (const LetDecl& let : line.lets) (*this)(let);
    PutExpr("when", line.condition);
    for (const Requirement& requirement : line.requirements) {
      PutExpr("require", requirement.condition);
      Below([&] { PutText("else", requirement.code); });
    }
    PutChallenge(line.challenge);
    for (const Oblige& oblige : line.obligations) PutOblige(oblige, "oblige");
  });
}

void Outline::operator()(const OnClause& clause) {
  std::string effects;
  for (const LineEffect effect : clause.effects) effects += " " + std::string(SpellingOf(effect));
  Put("on" + (effects.empty() ? " any effect" : effects));
  Below([&] {
    for (const Oblige& oblige : clause.obligations) PutOblige(oblige, "oblige");
  });
}

void Outline::operator()(const RuleBlock& decl) {
  Put((decl.kind == BlockKind::Rules ? "rules " : "decide ") + decl.name.text + " for " + Listed(decl.actions));
  Below([&] {
    PutExpr("guard", decl.guard);
    PutExpr("opens", decl.opens);
    PutControls(decl.controls);
    PutText("owner", decl.owner);
  });
  Each(decl.items);
}

void Outline::operator()(const ConsentLine& line) {
  Put("line " + line.name.text);
  Below([&] {
    PutText("text", line.text);
    PutControls(line.controls);
    PutExpr("when", line.condition);
  });
}

void Outline::operator()(const ConsentDecl& decl) {
  Put("consent " + decl.name.text + " uses " + decl.fact.text + (decl.alias ? " as " + decl.alias->text : ""));
  Below([&] {
    PutControls(decl.controls);
    PutText("owner", decl.owner);
  });
  Each(decl.items);
}

void Outline::operator()(const LifecycleDecl& decl) {
  Put("lifecycle " + decl.status.text + " for " + decl.record.text);
  Below([&] {
    if (decl.start) Put("start " + decl.start->text);
    for (const Transition& transition : decl.transitions) {
      Put(transition.from.text + " becomes " + transition.to.text + " on " + transition.event.text +
          (transition.actors.empty() ? "" : " by " + Listed(transition.actors)));
      Below([&] { PutExpr("when", transition.condition); });
    }
    if (!decl.finals.empty()) Put("final " + Listed(decl.finals));
  });
}

void Outline::operator()(const ResidencyDecl& decl) {
  Put("residency " + decl.name.text + " for " + Listed(decl.classes));
  Below([&] {
    PutExpr("guard", decl.guard);
    PutControls(decl.controls);
    PutText("owner", decl.owner);
  });
  Each(decl.items);
}

void Outline::operator()(const RedactLine& line) {
  std::string path;
  for (const RedactStep& step : line.path.steps) {
    path += step.kind == RedactStepKind::Elements  ? "[]"
            : step.kind == RedactStepKind::Entries ? "[*]"
                                                   : (path.empty() ? "" : ".") + step.name.text;
  }
  std::string head = line.kind == RedactLineKind::Drop          ? "drop " + path
                     : line.kind == RedactLineKind::Class       ? "class " + line.data_class.text
                     : line.kind == RedactLineKind::PassUnknown ? "pass unknown"
                                                                : path;
  if (line.transform) {
    head += " " + std::string(SpellingOf(line.transform->kind));
    for (const ExprId argument : line.transform->arguments) head += " " + Expr(argument);
  }
  Put(head);
  Below([&] {
    PutControls(line.controls);
    PutExpr("when", line.condition);
  });
}

void Outline::operator()(const RedactDecl& decl) {
  Put("redact " + decl.record.text + (decl.actions.empty() ? "" : " for " + Listed(decl.actions)));
  Each(decl.items);
}

std::string Outline::PatternText(const BinPattern& pattern) const {
  switch (pattern.kind) {
    case BinPatternKind::Absent:
      return "absent";
    case BinPatternKind::Comparison:
      return "(" + std::string(SpellingOf(pattern.op)) + " " + Expr(pattern.value) + ")";
    case BinPatternKind::Range:
      return pattern.range->low + ".." + pattern.range->high;
    case BinPatternKind::Value:
      return Expr(pattern.value);
    case BinPatternKind::In:
      return "(in " + Expr(pattern.value) + ")";
  }
  return "";
}

void Outline::PutBin(const Bin& bin) {
  std::string line = bin.kind == BinKind::Otherwise   ? "otherwise"
                     : bin.kind == BinKind::Condition ? "when " + Expr(bin.condition)
                                                      : "of";
  for (const BinPattern& pattern : bin.patterns) line += " " + PatternText(pattern);
  Put(line + " -> " + Expr(bin.points));
}

void Outline::operator()(const Factor& factor) {
  Put("factor " + factor.name.text + (factor.by.valid() ? " by " + Expr(factor.by) : ""));
  Below([&] {
    PutText("text", factor.text);
    PutControls(factor.controls);
    for (const Bin& bin : factor.bins) PutBin(bin);
  });
}

void Outline::operator()(const Adjustment& adjustment) {
  Put((adjustment.kind == AdjustmentKind::Add ? "add " : "take ") + Expr(adjustment.points) + " " +
      adjustment.name.text);
  Below([&] {
    PutText("text", adjustment.text);
    PutControls(adjustment.controls);
    PutExpr("when", adjustment.condition);
  });
}

void Outline::operator()(const ScoreDecl& decl) {
  Put("score " + decl.name.text + " " + decl.range.low + ".." + decl.range.high);
  Below([&] {
    PutText("version", decl.version);
    PutText("owner", decl.owner);
    if (decl.champion) Put("challenger of " + decl.champion->text);
    PutControls(decl.controls);
  });
  Each(decl.items);
  Below([&] {
    for (const Band& band : decl.bands)
      Put("band " + band.name.text + (band.below.valid() ? " < " + Expr(band.below) : ""));
  });
}

}  // namespace bpol::syntax
