#include "compiler/parse/mend.h"

#include <BpolLexer.h>

#include <algorithm>
#include <span>
#include <utility>

#include "compiler/parse/parse.h"
#include "compiler/parse/repair.h"
#include "compiler/parse/words.h"

namespace bpol::parse {
namespace {

using bpolgen::BpolLexer;
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
      const Mistake mistake{file_, lexemes_, outcome, LineBegin(outcome.at), LineEnd(outcome.at)};
      if (patience_.mistakes == 0) return Mended::Lost;
      --patience_.mistakes;
      if (Apply(mistake, Proposals(mistake)) || ApplyAny(mistake, Surrenders(mistake))) continue;
      Report(mistake, Unreadable(mistake));
      return Mended::Lost;
    }
  }

 private:
  std::size_t LineBegin(std::size_t at) const {
    std::size_t begin = std::min(at, lexemes_.size() - 1);
    while (begin > 0 && !lexemes_[begin].first_on_line) --begin;
    return begin;
  }
  std::size_t LineEnd(std::size_t at) const {
    std::size_t end = std::min(at + 1, lexemes_.size());
    while (end < lexemes_.size() && !lexemes_[end].first_on_line) ++end;
    return end;
  }

  // Takes the first repair after which the grammar reads on beyond the mistake's line. If the line has a second mistake
  // there is none; then the one that leads furthest, if it leads some words further.
  bool Apply(const Mistake& mistake, std::vector<Repair> repairs) {
    constexpr std::size_t kSomeWords = 3;
    Repair* furthest = nullptr;
    std::size_t best = mistake.outcome.at + kSomeWords - 1;
    for (Repair& repair : repairs) {
      const std::size_t reached = Reach(mistake, repair);
      if (reached > mistake.line_end) {
        if (IsMissingWord(repair) &&
            IsOnlyWay(mistake, repair, std::span(repairs).subspan(&repair - repairs.data() + 1)))
          repair.report.edits = {WordPut(repair.insert.front())};
        return Take(mistake, repair);
      }
      if (reached > best) {
        best = reached;
        furthest = &repair;
      }
    }
    return furthest != nullptr && Take(mistake, *furthest);
  }

  // One word or sign that is always spelt alike, put where nothing was.
  static bool IsMissingWord(const Repair& repair) {
    return repair.report.code == Code::MissingText && repair.report.edits.empty() && repair.back + repair.remove == 0 &&
           repair.insert.size() == 1 && repair.insert.front().state == LexemeState::Made &&
           !SpellingOf(repair.insert.front().type).empty();
  }

  // Where another repair would do as well, nobody knows which is meant.
  bool IsOnlyWay(const Mistake& mistake, const Repair& repair, std::span<const Repair> others) {
    return std::ranges::none_of(others, [&](const Repair& other) {
      return !IsWorse(mistake, repair, other) && Reach(mistake, other) > mistake.line_end;
    });
  }

  // Between two values that are written out, a comma is meant: nobody compares them, or wrote one of them for nothing.
  bool IsWorse(const Mistake& mistake, const Repair& repair, const Repair& other) const {
    const std::size_t at = mistake.outcome.at;
    if (repair.insert.front().type != BpolLexer::COMMA || at == 0 || at >= lexemes_.size()) return false;
    if (!IsWrittenOut(lexemes_[at - 1].type) || !IsWrittenOut(lexemes_[at].type)) return false;
    return other.insert.empty() || other.insert.front().type == BpolLexer::EQUAL;
  }
  static bool IsWrittenOut(std::uint16_t type) {
    return type == BpolLexer::STRING || type == BpolLexer::INT || type == BpolLexer::DECIMAL;
  }

  diagnostics::Edit WordPut(const Lexeme& made) const {
    std::string text(SpellingOf(made.type));
    const bool word = text.front() >= 'a' && text.front() <= 'z';
    if (word || text == "=" || text == "==" || text == "->") text.insert(0, " ");
    const std::string_view behind = file_.text().substr(made.end);
    if (!behind.empty() && std::string_view(" \n\r\t)").find(behind.front()) == std::string_view::npos) text += " ";
    return {{file_.id(), made.begin, made.begin}, text};
  }

  // Takes the first repair behind which anything can be read.
  bool ApplyAny(const Mistake& mistake, std::vector<Repair> repairs) {
    for (Repair& repair : repairs) {
      if (Reach(mistake, repair) > mistake.outcome.at + repair.remove) return Take(mistake, repair);
    }
    return false;
  }

  // How far the grammar would read, as an index into the lexemes as they are now; beyond the last for all of them.
  std::size_t Reach(const Mistake& mistake, const Repair& repair) {
    if (patience_.lexemes < lexemes_.size()) return 0;
    patience_.lexemes -= lexemes_.size();
    const Outcome outcome = GrammarRun(Changed(mistake, repair)).Try();
    if (outcome.stop != Stop::Mismatch) return lexemes_.size() + 1;
    return outcome.at + repair.back + repair.remove - std::min(repair.insert.size(), outcome.at);
  }

  bool Take(const Mistake& mistake, Repair& repair) {
    Lexemes changed = Changed(mistake, repair);
    Report(mistake, std::move(repair.report));
    lexemes_ = std::move(changed);
    return true;
  }

  Lexemes Changed(const Mistake& mistake, const Repair& repair) const {
    const auto from = lexemes_.begin() + static_cast<std::ptrdiff_t>(mistake.outcome.at - repair.back);
    const auto behind = lexemes_.begin() + static_cast<std::ptrdiff_t>(mistake.outcome.at + repair.remove);
    Lexemes changed(lexemes_.begin(), from);
    changed.insert(changed.end(), repair.insert.begin(), repair.insert.end());
    changed.insert(changed.end(), behind, lexemes_.end());
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
