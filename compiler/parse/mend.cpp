#include "compiler/parse/mend.h"

#include <algorithm>
#include <utility>

#include "compiler/parse/parse.h"
#include "compiler/parse/repair.h"

namespace bpol::parse {
namespace {

using source::SourceFile;

class Mender {
 public:
  Mender(const SourceFile& file, Lexemes& lexemes, Patience& patience, Diagnostics& diagnostics)
      : file_(file), lexemes_(lexemes), patience_(patience), diagnostics_(diagnostics) {}

  Mended Run() {
    while (true) {
      const Outcome outcome = GrammarRun(lexemes_).Explain();
      if (outcome.stop == Stop::Finished) return Mended::Readable;
      if (outcome.stop == Stop::TooDeep) return ReportDepth(outcome.at);
      const Mistake mistake{file_, lexemes_, outcome, LineEnd(outcome.at)};
      if (patience_.mistakes == 0) return Mended::Lost;
      --patience_.mistakes;
      if (!Apply(mistake, Proposals(mistake)) && !Apply(mistake, Surrenders(mistake))) return GiveUp(mistake);
    }
  }

 private:
  std::size_t LineEnd(std::size_t at) const {
    std::size_t end = std::min(at + 1, lexemes_.size());
    while (end < lexemes_.size() && !lexemes_[end].first_on_line) ++end;
    return end;
  }

  bool Apply(const Mistake& mistake, std::vector<Repair> repairs) {
    for (Repair& repair : repairs) {
      if (patience_.lexemes < lexemes_.size()) return false;
      patience_.lexemes -= lexemes_.size();
      Lexemes changed = Changed(mistake.outcome.at, repair);
      const Outcome outcome = GrammarRun(changed).Try();
      const std::size_t goal = repair.goal + repair.insert.size() - repair.remove;
      if (outcome.stop == Stop::Mismatch && outcome.at <= goal) continue;
      Report(mistake, std::move(repair.report));
      lexemes_ = std::move(changed);
      return true;
    }
    return false;
  }

  Lexemes Changed(std::size_t at, const Repair& repair) const {
    const auto place = lexemes_.begin() + static_cast<std::ptrdiff_t>(at);
    Lexemes changed(lexemes_.begin(), place);
    changed.insert(changed.end(), repair.insert.begin(), repair.insert.end());
    changed.insert(changed.end(), place + static_cast<std::ptrdiff_t>(repair.remove), lexemes_.end());
    return changed;
  }

  // A mistake on a line that already had one is most often its echo.
  void Report(const Mistake& mistake, Diagnostic report) {
    std::size_t at = std::min(mistake.outcome.at, lexemes_.size() - 1);
    while (true) {
      if (lexemes_[at].state == LexemeState::Mended) return;
      if (lexemes_[at].first_on_line || at == 0) break;
      --at;
    }
    diagnostics_.Add(std::move(report));
  }

  Mended GiveUp(const Mistake& mistake) {
    Report(mistake, Surrenders(mistake).back().report);
    return Mended::Lost;
  }

  Mended ReportDepth(std::size_t at) {
    diagnostics_.Add({.code = Code::NestedTooDeep,
                      .span = SpanOf(file_, lexemes_[std::min(at, lexemes_.size() - 1)]),
                      .message = "an expression of more than " + std::to_string(kMaxDepth) + " steps",
                      .help = "name parts with `let`, or put the values into a set or a table"});
    return Mended::Lost;
  }

  const SourceFile& file_;
  Lexemes& lexemes_;
  Patience& patience_;
  Diagnostics& diagnostics_;
};

}  // namespace

Mended Mend(const SourceFile& file, Lexemes& lexemes, Patience& patience, Diagnostics& diagnostics) {
  return Mender(file, lexemes, patience, diagnostics).Run();
}

}  // namespace bpol::parse
