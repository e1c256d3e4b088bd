// Scores: range, factors' names, bands. What the factors say is checked for every action that reads the score.
#include <algorithm>
#include <set>

#include "compiler/check/declare.h"
#include "compiler/check/expr_checker.h"
#include "runtime/values/integer.h"

namespace bpol::check {

using symbols::ModuleId;

namespace {

class ScoreReader {
 public:
  ScoreReader(Session& session, ModuleId module, const syntax::File& file, const syntax::ScoreDecl& node)
      : session_(session), module_(module), file_(file), node_(node) {}

  std::optional<schema::Score> Read() {
    score_.name = node_.name.text;
    score_.version = node_.version ? node_.version->value : "";
    if (!ReadRange()) return std::nullopt;
    ReadFactors();
    if (!ReadBands()) return std::nullopt;
    return std::move(score_);
  }

 private:
  bool ReadRange() {
    const syntax::IntRange& range = node_.range;
    if (!values::ParseInt(range.low, &score_.minimum) || !values::ParseInt(range.high, &score_.maximum)) {
      session_.report.Add(Code::LiteralOutOfRange, range.span, "this range is beyond 64 bits");
      return false;
    }
    if (score_.minimum < score_.maximum) return true;
    session_.report.Add(Code::ScoreRange, range.span, "the range " + range.low + ".." + range.high + " is empty",
                        "the smaller number stands first: `" + range.high + ".." + range.low + "`");
    return false;
  }

  void ReadFactors() {
    for (const syntax::ScoreItem& item : node_.items) {
      if (const auto* factor = std::get_if<syntax::Factor>(&item)) AddFactor(factor->name);
      if (const auto* adjustment = std::get_if<syntax::Adjustment>(&item)) AddFactor(adjustment->name);
    }
  }

  void AddFactor(const syntax::Name& name) {
    if (std::ranges::find(score_.factors, name.text) != score_.factors.end())
      session_.report.Add(Code::DuplicateMember, name.span, "a factor is named " + Quote(name.text) + " already",
                          kOwnName);
    score_.factors.push_back(name.text);
  }

  // The bound of a band, written out; nothing, with a message, for what is not known.
  std::optional<std::int64_t> Bound(const syntax::Band& band) {
    Scope scope{.module = module_, .file = &file_};
    ExprChecker checker(session_, scope);
    const Typed typed = checker.As(band.below, session_.Scalar(TypeKind::Int));
    const std::optional<decision::Value> value = checker.Constant(typed, file_.expr(band.below).span);
    return value ? std::optional(value->integer) : std::nullopt;
  }

  bool ReadBands() {
    if (node_.bands.empty()) {
      session_.report.Add(Code::BandGap, node_.name.span, Quote(score_.name) + " has no bands: nothing can ask for it",
                          "end it with bands over its whole range: `band low < …, high`");
      return false;
    }
    std::int64_t reached = score_.minimum;
    std::string before;
    std::set<std::string> names;
    for (const syntax::Band& band : node_.bands) {
      if (!names.insert(band.name.text).second)
        session_.report.Add(Code::DuplicateMember, band.name.span,
                            "a band is named " + Quote(band.name.text) + " already", kOwnName);
      const bool last = &band == &node_.bands.back();
      schema::Band made{.name = band.name.text};
      if (band.below.valid()) {
        const std::optional<std::int64_t> bound = Bound(band);
        if (!bound) return false;
        made.below = *bound;
      } else if (!last) {
        session_.report.Add(Code::BandOrder, band.span, Quote(band.name.text) + " has no end, but is not the last band",
                            "write `" + band.name.text + " < …`");
        return false;
      }
      if (made.below <= reached) {
        session_.report.Add(
            Code::BandOrder, band.span,
            Quote(band.name.text) + " ends at " + std::to_string(made.below) + ", where " +
                (before.empty() ? "the score begins"
                                : Quote(before) + " has reached " + std::to_string(reached) + " already"),
            "bands go upwards: each ends above the one before it");
        return false;
      }
      if (last && made.below <= score_.maximum) {
        session_.report.Add(Code::BandGap, band.span,
                            "no band for " + std::to_string(made.below) + " to " + std::to_string(score_.maximum),
                            "the last band has no bound: `" + band.name.text + "`");
        return false;
      }
      reached = made.below;
      before = band.name.text;
      if (last) made.below = INT64_MAX;
      score_.bands.push_back(std::move(made));
    }
    return true;
  }

  Session& session_;
  ModuleId module_;
  const syntax::File& file_;
  const syntax::ScoreDecl& node_;
  schema::Score score_;
};

// A challenger stands beside a score that decides, in the same decisions.
void SetChampion(Session& session, ModuleId module, const syntax::ScoreDecl& node) {
  const symbols::SymbolId own = session.SymbolOf(module, symbols::Space::Value, node.name);
  const symbols::SymbolId champion = session.module.Find(module, symbols::Space::Value, node.champion->text);
  if (!own.valid() || !champion.valid()) return;
  const std::uint32_t index = session.IndexOf(own);
  if (index == kNone || session.IndexOf(champion) == kNone) return;
  const syntax::Declaration& declaration = session.module.DeclarationOf(session.module.symbol(champion));
  const auto* other = std::get_if<syntax::ScoreDecl>(&declaration.node);
  if (other == nullptr) return;
  if (other->champion) {
    session.report.Add(
        Code::ChallengerDecides, node.champion->span,
        Quote(node.champion->text) + " is a challenger itself, and stands beside " + Quote(other->champion->text),
        "a challenger is of a score that decides");
    return;
  }
  session.unit.schema.scores[index].champion = session.IndexOf(champion);
}

}  // namespace

void DeclareScores(Session& session) {
  session.ForEach<syntax::ScoreDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::ScoreDecl& node, const syntax::Declaration&) {
        const symbols::SymbolId symbol = session.SymbolOf(module, symbols::Space::Value, node.name);
        std::optional<schema::Score> score = ScoreReader(session, module, file, node).Read();
        if (!symbol.valid() || !score) return;
        session.index[symbol.index] = static_cast<std::uint32_t>(session.unit.schema.scores.size());
        session.unit.schema.scores.push_back(std::move(*score));
      });
  session.ForEach<syntax::ScoreDecl>(
      [&](ModuleId module, const syntax::File&, const syntax::ScoreDecl& node, const syntax::Declaration&) {
        if (node.champion) SetChampion(session, module, node);
      });
}

}  // namespace bpol::check
