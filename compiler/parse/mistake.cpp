#include <BpolLexer.h>

#include <algorithm>

#include "compiler/parse/repair.h"
#include "compiler/parse/words.h"

namespace bpol::parse {
namespace {

using bpolgen::BpolLexer;

int DepthStep(std::uint16_t type) {
  const bool opens = type == BpolLexer::LBRACE || type == BpolLexer::LPAREN || type == BpolLexer::LBRACKET;
  const bool closes = type == BpolLexer::RBRACE || type == BpolLexer::RPAREN || type == BpolLexer::RBRACKET;
  return opens ? 1 : closes ? -1 : 0;
}

// The first index from `at` on where a line begins or an outer bracket closes, outside of brackets opened on the way.
std::size_t SkipTo(std::span<const Lexeme> lexemes, std::size_t at, std::size_t least) {
  int depth = 0;
  for (; at < lexemes.size(); ++at) {
    const int step = DepthStep(lexemes[at].type);
    if (depth == 0 && step < 0) return at;
    if (depth == 0 && at >= least && lexemes[at].first_on_line) return at;
    depth += step;
  }
  return at;
}

}  // namespace

std::string HowToGive(const std::string& what) {
  if (what == "value") return "write what is meant there: a field, a number, a text in quotes";
  if (what == "name") return "give it a name of letters, digits and `_`";
  if (what == "number") return "write a whole number, such as `3`";
  return what == "operator" ? "say how the two stand to each other: `==`, `<`, `in`" : "write a text in quotes";
}

bool Mistake::Expects(std::uint16_t type) const {
  return std::ranges::binary_search(outcome.expected, type);
}

bool Mistake::ExpectsName() const {
  return Expects(BpolLexer::NAME);
}

bool Mistake::ExpectsValue() const {
  return ExpectsName() && Expects(BpolLexer::DECIMAL);
}

Span Mistake::Place() const {
  return SpanOf(file, at_end() ? lexemes.back() : seen());
}

std::string Mistake::Seen() const {
  if (at_end()) return "the end of this declaration";
  if (seen().type == BpolLexer::STRING) return "this text";
  const std::string_view text = TextOf(file, seen());
  if (text.empty()) return "`" + std::string(SpellingOf(seen().type)) + "`";
  constexpr std::size_t kLongest = 40;
  return text.size() > kLongest ? "this" : "`" + std::string(text) + "`";
}

std::string Mistake::ExpectedList() const {
  std::vector<std::string> words;
  if (ExpectsValue()) return "expected a value";
  if (ExpectsName()) words.push_back("a name");
  if (Expects(BpolLexer::STRING)) words.push_back("a quoted text");
  if (Expects(BpolLexer::INT)) words.push_back("a number");
  for (const std::uint16_t type : outcome.expected) {
    if (ExpectsName() && IsName(type)) continue;
    if (!SpellingOf(type).empty()) words.push_back("`" + std::string(SpellingOf(type)) + "`");
  }
  constexpr std::size_t kReadable = 8;
  if (words.empty() || words.size() > kReadable) return "";
  std::string list = "expected " + words.front();
  for (std::size_t index = 1; index < words.size(); ++index) {
    list += (index + 1 == words.size() ? " or " : ", ") + words[index];
  }
  return list;
}

bool Mistake::LineHas(std::uint16_t type) const {
  const auto line = lexemes.subspan(line_begin, line_end - line_begin);
  return std::ranges::any_of(line, [&](const Lexeme& lexeme) { return lexeme.type == type; });
}

Diagnostic Mistake::Missing(const std::string& what) const {
  const std::string help = what.starts_with("`") ? "write " + what + " there" : HowToGive(what);
  if (!at_end() && (!seen().first_on_line || outcome.at == 0)) {
    return {
        .code = Code::MissingText, .span = Place(), .message = "missing " + what + " before " + Seen(), .help = help};
  }
  const Lexeme& last = lexemes[outcome.at - 1];
  const std::string_view text = TextOf(file, last);
  constexpr std::size_t kLongest = 40;
  const bool shown = !text.empty() && text.size() <= kLongest && last.type != BpolLexer::STRING;
  return {.code = Code::MissingText,
          .span = SpanOf(file, last),
          .message = "missing " + what + " behind " + (shown ? "`" + std::string(text) + "`" : "this"),
          .help = help};
}

Diagnostic Unreadable(const Mistake& mistake) {
  return {.code = mistake.at_end() ? Code::MissingText : Code::UnexpectedText,
          .span = mistake.Place(),
          .message = mistake.at_end() ? "this declaration is not complete" : "unexpected " + mistake.Seen(),
          .help = mistake.ExpectedList()};
}

std::vector<Repair> Surrenders(const Mistake& mistake) {
  constexpr int kLines = 4;
  std::vector<Repair> repairs;
  const std::size_t at = mistake.outcome.at;
  const Lexeme placeholder{mistake.Place().begin, mistake.Place().begin, BpolLexer::NAME, false, LexemeState::Made};
  std::size_t end = at;
  for (int line = 0; line < kLines && end < mistake.lexemes.size(); ++line) {
    end = SkipTo(mistake.lexemes, at, std::max(end, at) + 1);
    if (end == at) break;
    repairs.push_back({0, end - at, {}, Unreadable(mistake)});
    if (mistake.ExpectsName()) repairs.push_back({0, end - at, {placeholder}, Unreadable(mistake)});
    repairs.push_back({at - mistake.line_begin, end - at, {}, Unreadable(mistake)});
  }
  return repairs;
}

}  // namespace bpol::parse
