#include "compiler/coverage/measure.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "compiler/analyse/constants.h"
#include "compiler/coverage/owners.h"
#include "compiler/coverage/parts.h"
#include "compiler/coverage/wording.h"
#include "runtime/decision/decision.h"

namespace bpol::coverage {

using checked::ExprId;
using schema::Effect;

namespace {

constexpr std::uint8_t kBoth = evaluate::kSeenFalse | evaluate::kSeenTrue;

class Measurer {
 public:
  Measurer(const compiler::Compiled& compiled, const trial::Recording& recording)
      : compiled_(compiled),
        unit_(*compiled.unit),
        schema_(compiled.unit->schema),
        recording_(recording),
        owners_(compiled),
        constants_(*compiled.unit) {}

  Report Run() {
    for (const checked::Action& action : unit_.actions) Action(action);
    for (std::uint32_t lifecycle = 0; lifecycle < unit_.lifecycles.size(); ++lifecycle) Lifecycle(lifecycle);
    const Parts parts = PartsOf(unit_);
    for (const Part& part : parts.conditions) Condition(part);
    for (const Part& part : parts.bins) Choice(part, QuotedText(compiled_.sources, part.span));
    for (const Part& part : parts.arms)
      Choice(part, "the arm of `match` that gives " + QuotedText(compiled_.sources, part.span));
    for (std::uint32_t score = 0; score < schema_.scores.size(); ++score) Bands(score);
    return Summed();
  }

 private:
  // One thing to count. The same one may be met in several actions.
  struct Item {
    bool met = false;
    std::string hint;
    std::string constant, why;  // what is so for every request, and why; no `why`: a request can meet it
  };
  struct Key {
    Measure measure;
    Span span;
    std::string what;  // as a gap says it; empty where another gap implies it
    bool operator<(const Key& other) const {
      if (span != other.span) return InText()(span, other.span);
      return std::tie(measure, what) < std::tie(other.measure, other.what);
    }
  };

  // `item.met`: at least once. What one action cannot do another may.
  void Add(Measure measure, Span span, std::string what, Item item) {
    const auto [place, is_new] = items_.try_emplace({measure, span, std::move(what)}, item);
    if (is_new) return;
    Item& known = place->second;
    known.met = known.met || item.met;
    if (item.hint.empty()) known.hint.clear();
    if (item.why.empty()) known.why.clear();
  }
  void Add(Measure measure, Span span, bool met, std::string what, std::string hint = "") {
    Add(measure, span, std::move(what), Item{met, std::move(hint), "", ""});
  }

  // The item that is not met since it cannot be: `what` is so for every request.
  Item Constant(std::string what) const {
    return {false, "", std::move(what), Why(compiled_.sources, constants_.tried())};
  }

  void Action(const checked::Action& action) {
    for (const checked::Block& block : action.blocks) Block(action, block);
    for (const checked::Block& block : action.residencies) Block(action, block);
    for (const checked::Cell& cell : action.cells) {
      if (const auto* consent = std::get_if<checked::ConsentCell>(&cell.kind)) Consent(*consent);
    }
    for (const checked::RedactBlock& block : action.redacts) {
      for (const checked::RedactLine& line : block.lines) Redaction(action, line);
    }
    Effects(action);
  }

  void Lifecycle(std::uint32_t index) {
    const schema::Lifecycle& declared = schema_.lifecycles[index];
    for (std::uint32_t i = 0; i < declared.transitions.size(); ++i) {
      const Span span = unit_.lifecycles[index].transitions[i].span;
      const schema::Transition& transition = declared.transitions[i];
      const std::string by = transition.actors.empty() ? "" : " by " + transition.actors.front();
      Add(Measure::Lines, span, recording_.taken.contains({index, i}),
          QuotedText(compiled_.sources, span) + " was never taken",
          "a test with " + Quoted("on " + transition.event + by) + " in which it moves the record");
    }
  }

  void Block(const checked::Action& action, const checked::Block& block) {
    const schema::Block& declared = schema_.blocks[block.block];
    for (const checked::Line& line : block.lines) Line(action, declared, line);
    if (MayEndUnanswered(block) && !block.lines.empty()) Unanswered(action, block);
  }

  void Unanswered(const checked::Action& action, const checked::Block& block) {
    const Span name = NameOf(block.lines.front().span);
    const std::string text = QuotedText(compiled_.sources, name);
    const std::string what = text + " never ended with `no_rule_permits`";
    const bool met = recording_.unanswered.contains(block.block);
    if (!met && !constants_.CanEndUnanswered(action, block))
      return Add(Measure::Outcomes, name, what, Constant(text + " never ends with `no_rule_permits`"));
    Add(Measure::Outcomes, name, met, what, "a test where none of its `permit` lines holds");
  }

  // Where the declaration around `span` says its name.
  Span NameOf(Span span) const {
    const std::optional<std::size_t> owner = owners_.Of(span);
    return owner ? owners_.all()[*owner].span : span;
  }

  // A gate whose lines may all be passed over. Of a `decide` the checker has shown that it answers everything.
  bool MayEndUnanswered(const checked::Block& block) const {
    const schema::Block& declared = schema_.blocks[block.block];
    if (!declared.gate || declared.kind != schema::BlockKind::Rules) return false;
    return std::ranges::none_of(block.lines, [&](const checked::Line& line) {
      const Effect effect = schema_.lines[line.line].effect;
      return !line.when.valid() && (effect == Effect::Permit || effect == Effect::Deny);
    });
  }

  void Line(const checked::Action& action, const schema::Block& block, const checked::Line& line) {
    const schema::Line& declared = schema_.lines[line.line];
    const bool serves = block.kind == schema::BlockKind::Residency && declared.effect == Effect::Permit;
    const std::string word = serves ? "serve" : std::string(decision::EffectName(declared.effect));
    const std::string name = Quoted(word + " " + declared.id.substr(declared.id.rfind('.') + 1));
    if (declared.effect == Effect::Review) approvals_[line.span] = declared.id;
    const bool asked = !line.when.valid() || recording_.seen[line.when.index] != 0;
    const bool held = recording_.held.contains(line.line), told = recording_.told.contains(line.line);
    if (!held && line.when.valid() && !constants_.CanBe(action, line.when, true)) {
      Add(Measure::Lines, line.span, name + " never held", Constant(name + " never holds"));
      return Add(Measure::Outcomes, line.span, "", Constant(""));
    }
    Add(Measure::Lines, line.span, held, name + " never held", asked ? "" : "no test gets as far as this line");
    Add(Measure::Outcomes, line.span, told, held ? name + " was never a reason" : "",
        "where it holds, something else decides in every test");
    for (std::uint32_t i = 0; i < line.requires_.size(); ++i) Requirement(action, line, i, name);
  }

  void Requirement(const checked::Action& action, const checked::Line& line, std::uint32_t place,
                   const std::string& name) {
    const ExprId condition = line.requires_[place];
    const std::string code = Quoted(schema_.lines[line.line].requires_[place].reason);
    const std::string what = name + " was never refused with " + code;
    const bool failed = recording_.failed.contains({line.line, place});
    if (!failed && !constants_.CanBe(action, condition, false))
      return Add(Measure::Outcomes, unit_.At(condition).span, what, Constant(name + " is never refused with " + code));
    Add(Measure::Outcomes, unit_.At(condition).span, failed, what,
        "a test where its `when` holds and this is the first of its requirements that fails");
  }

  void Consent(const checked::ConsentCell& consent) {
    const std::vector<std::string>& names = unit_.consent_lines[consent.consent];
    const auto add = [&](ExprId expr, std::uint8_t wanted, const std::string& name) {
      Add(Measure::Lines, unit_.At(expr).span, (recording_.seen[expr.index] & wanted) != 0,
          Quoted(name) + " was never the verdict");
    };
    add(consent.fact_present, evaluate::kSeenFalse, names[0]);
    for (std::size_t i = 0; i < consent.lines.size(); ++i) add(consent.lines[i], evaluate::kSeenTrue, names[i + 1]);
  }

  // A line without a condition holds for every response.
  void Redaction(const checked::Action& action, const checked::RedactLine& line) {
    const auto seen = [&](ExprId expr, std::uint8_t way) {
      return !expr.valid() || (recording_.seen[expr.index] & way) != 0;
    };
    const bool met = recording_.shown.contains(action.action) && seen(line.when, evaluate::kSeenTrue) &&
                     seen(line.unless, evaluate::kSeenFalse);
    Add(Measure::Lines, line.span, met, QuotedText(compiled_.sources, line.span) + " never held",
        "a test with `response { … }` whose values it speaks of");
  }

  void Effects(const checked::Action& action) {
    std::set<Effect> possible;
    bool gate = false, always_gated = false;
    for (const auto* blocks : {&action.blocks, &action.residencies}) {
      for (const checked::Block& block : *blocks) {
        const schema::Block& declared = schema_.blocks[block.block];
        gate = gate || declared.gate;
        always_gated = always_gated || (declared.gate && !block.guard.valid());
        if (MayEndUnanswered(block)) possible.insert(Effect::Deny);
        if (declared.kind == schema::BlockKind::Residency) {
          if (std::ranges::any_of(block.lines, [&](const checked::Line& line) {
                return schema_.lines[line.line].effect == Effect::Deny;
              }))
            possible.insert(Effect::Deny);
          continue;
        }
        for (const checked::Line& line : block.lines) {
          possible.insert(schema_.lines[line.line].effect);
          if (!line.requires_.empty()) possible.insert(Effect::Deny);
        }
      }
    }
    const std::string name = Quoted(schema_.actions[action.action].name);
    if (!always_gated) {
      possible.insert(Effect::Deny);
      Add(Measure::Outcomes, action.span, recording_.ungated.contains(action.action),
          name + " was never refused because no gate applies",
          gate ? "a test where the guard of no gate holds" : "a test of this action");
    }
    for (const Effect effect : possible) {
      Add(Measure::Outcomes, action.span, recording_.effects.contains({action.action, effect}),
          name + " was never answered with " + Quoted(decision::EffectName(effect)));
    }
  }

  std::uint8_t SeenOf(const Part& part) const {
    std::uint8_t seen = 0;
    for (const Place& place : part.places) seen |= recording_.seen[place.expr.index];
    return seen;
  }

  void Condition(const Part& part) {
    const std::uint8_t seen = SeenOf(part) & kBoth;
    if (const auto line = approvals_.find(part.span); line != approvals_.end()) {
      return Add(Measure::Conditions, part.span, seen == kBoth, Quoted(line->second) + " was never approved",
                 "a test with `review.approved = {\"" + line->second + "\"}`");
    }
    const std::string text = QuotedText(compiled_.sources, part.span);
    if (seen == kBoth) return Add(Measure::Conditions, part.span, true, text);
    if (seen == 0) return Unreached(Measure::Conditions, part, text, " was never asked", "no test gets this far");
    const bool wanted = seen == evaluate::kSeenFalse;
    const std::string what = text + (wanted ? " was never true" : " was never false");
    const bool possible = std::ranges::any_of(part.places, [&](const Place& place) {
      return place.action == nullptr || constants_.CanBe(*place.action, place.expr, wanted);
    });
    if (!possible) {
      return Add(Measure::Conditions, part.span, what,
                 Constant(text + (wanted ? " is false for every request" : " is true for every request")));
    }
    Add(Measure::Conditions, part.span, false, what, HintOf(compiled_, part.places.front(), wanted));
  }

  // What nobody got to: no test, or no request.
  void Unreached(Measure measure, const Part& part, const std::string& text, const char* how, std::string hint) {
    const bool possible = std::ranges::any_of(part.places, [&](const Place& place) {
      return place.action == nullptr || constants_.CanBeReached(*place.action, place.expr);
    });
    if (!possible) return Add(measure, part.span, text + how, Constant(text + " is reached by no request"));
    Add(measure, part.span, false, text + how, std::move(hint));
  }

  void Choice(const Part& part, const std::string& text) {
    if ((SeenOf(part) & evaluate::kSeenTaken) != 0) return Add(Measure::Bins, part.span, true, text);
    Unreached(Measure::Bins, part, text, " was never taken", "");
  }

  void Bands(std::uint32_t score) {
    const schema::Score& declared = schema_.scores[score];
    const std::optional<std::size_t> owner = owners_.Named("score", declared.name);
    if (!owner) return;
    for (std::uint32_t band = 0; band < declared.bands.size(); ++band) {
      Add(Measure::Bins, owners_.all()[*owner].span, recording_.bands.contains({score, band}),
          Quoted(declared.name) + " was never " + Quoted(declared.bands[band].name));
    }
  }

  Report Summed() {
    Report report;
    std::vector<Row> rows;
    for (const Owner& owner : owners_.all()) rows.push_back({owner.name, owner.span, {}});
    for (auto& [key, item] : items_) {
      const std::optional<std::size_t> owner = owners_.Of(key.span);
      if (!owner) continue;
      if (!item.met && !item.why.empty()) {
        if (!item.constant.empty())
          report.constants.push_back({key.measure, key.span, std::move(item.constant), std::move(item.why)});
        continue;
      }
      for (Count* count : {&rows[*owner].counts[Index(key.measure)], &report.all[Index(key.measure)]}) {
        ++count->all;
        if (item.met) ++count->met;
      }
      if (!item.met && !key.what.empty())
        report.gaps.push_back({key.measure, key.span, key.what, std::move(item.hint)});
    }
    for (Row& row : rows) {
      if (std::ranges::any_of(row.counts, [](const Count& count) { return count.all > 0; }))
        report.rows.push_back(std::move(row));
    }
    return report;
  }
  static std::size_t Index(Measure measure) { return static_cast<std::size_t>(measure); }

  const compiler::Compiled& compiled_;
  const checked::Unit& unit_;
  const schema::Unit& schema_;
  const trial::Recording& recording_;
  const Owners owners_;
  // Ids of review lines, by their names in the text: what such a line asks first, whether it was approved, is there.
  std::map<Span, std::string, InText> approvals_;
  analyse::Constants constants_;
  std::map<Key, Item> items_;
};

}  // namespace

Report Measured(const compiler::Compiled& compiled, const trial::Recording& recording) {
  return Measurer(compiled, recording).Run();
}

}  // namespace bpol::coverage
