// The value of a score, for one action.
#include <algorithm>

#include "compiler/check/action_parts.h"
#include "compiler/check/cells.h"
#include "compiler/check/factor_checker.h"
#include "compiler/check/int_range.h"

namespace bpol::check {

using symbols::SymbolId;

namespace {

class ScoreCellReader {
 public:
  ScoreCellReader(Session& session, ActionState& action, SymbolId symbol)
      : session_(session),
        declared_(session.module.symbol(symbol)),
        node_(std::get<syntax::ScoreDecl>(session.module.DeclarationOf(declared_).node)),
        scope_{
            .module = declared_.module, .file = &session.module.FileOf(declared_), .action = &action, .shared = true},
        index_(session.IndexOf(symbol)) {}

  Typed Read(Span span) {
    checked::ScoreCell cell{.score = index_, .factors = {}};
    bool failed = false;
    for (const syntax::ScoreItem& item : node_.items) {
      if (const auto* let = std::get_if<syntax::LetDecl>(&item)) {
        AddLocalLet(session_, scope_, *let);
        continue;
      }
      const std::optional<Points> points = ReadItem(item);
      failed = failed || !points;
      if (points) Count(*points, cell);
    }
    if (failed) return {};
    WarnOfBands();
    const schema::Score& score = session_.unit.schema.scores[index_];
    const TypeRef type = session_.types.Int(score.minimum, score.maximum);
    return AddCell(session_, *scope_.action, {.name = score.name, .kind = std::move(cell), .type = type}, {}, classes_,
                   span);
  }

 private:
  std::optional<Points> ReadItem(const syntax::ScoreItem& item) {
    const Branch branch(scope_, {});  // what the bins of one factor tell is not known to the next
    FactorChecker checker(session_, scope_, node_.name.text);
    if (const auto* factor = std::get_if<syntax::Factor>(&item)) return checker.Factor(*factor);
    return checker.Adjustment(std::get<syntax::Adjustment>(item));
  }

  void Count(const Points& points, checked::ScoreCell& cell) {
    cell.factors.push_back(points.value);
    classes_ |= session_.At(points.value).classes;
    sum_ = Combine(syntax::BinaryOp::Add, sum_, {points.least, points.greatest});
  }

  // Bands that no sum can reach: most often a slip in a bound.
  void WarnOfBands() {
    const schema::Score& score = session_.unit.schema.scores[index_];
    const std::int64_t least = std::clamp(sum_.minimum, score.minimum, score.maximum);
    const std::int64_t greatest = std::clamp(sum_.maximum, score.minimum, score.maximum);
    std::int64_t from = score.minimum;
    for (std::size_t i = 0; i < score.bands.size() && i < node_.bands.size(); ++i) {
      const std::int64_t below = score.bands[i].below;
      if (from > greatest || below <= least) {
        const bool high = from > greatest;
        session_.report.Add(Code::BandNeverReached, node_.bands[i].span,
                            Quote(score.bands[i].name) + " is never reached: the score is at " +
                                (high ? "most " + std::to_string(greatest) : "least " + std::to_string(least)),
                            "look at the points and at the bounds of the bands: one of them is not what was meant");
      }
      from = below;
    }
  }

  Session& session_;
  const symbols::Symbol& declared_;
  const syntax::ScoreDecl& node_;
  Scope scope_;
  std::uint32_t index_;
  std::uint64_t classes_ = 0;
  IntRange sum_{0, 0};
};

}  // namespace

Typed ReadScore(Session& session, ActionState& action, SymbolId symbol, Span span) {
  if (session.IndexOf(symbol) == kNone) return {};
  if (const auto known = action.cells.find(symbol.index); known != action.cells.end())
    return ReadAgain(session, known->second, span);
  const symbols::Symbol& declared = session.module.symbol(symbol);
  if (!action.open.insert(symbol.index).second) {
    session.report.Add(Code::Recursion, declared.span, Quote(declared.name) + " needs itself", kNeedsItself);
    return {};
  }
  const Typed cell = ScoreCellReader(session, action, symbol).Read(span);
  action.open.erase(symbol.index);
  action.cells[symbol.index] = cell;
  return cell;
}

}  // namespace bpol::check
