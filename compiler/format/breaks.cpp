#include "compiler/format/breaks.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace bpol::format {
namespace {

using syntax::Token;
using syntax::TokenKind;

// A line that joining would make longer than this keeps its break.
constexpr std::size_t kWidest = 120;

constexpr std::array<std::string_view, 24> kNeverLast = {
    "when", "unless", "require", "oblige", "reason", "control", "not", "in", "contains", "if", "==", "!=",
    "<",    "<=",     ">",       ">=",     "+",      "-",       "*",   "/",  "??",       "=",  "->", "."};
constexpr std::array<std::string_view, 7> kNeverFirst = {",", ".", ":", "?", "..", "=", "->"};

template <typename Words>
bool Among(std::string_view text, const Words& words) {
  return std::ranges::find(words, text) != words.end();
}

class BreakFinder {
 public:
  BreakFinder(const syntax::File& tree, const source::SourceFile& file, const Hints& hints)
      : tokens_(tree.tokens), file_(file), hints_(hints), breaks_(tree.tokens.size(), Break::None) {}

  std::vector<Break> Run() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) breaks_[at] = Written(at);
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (!IsComment(at) && (Text(at) == "{" || Text(at) == "[")) OpenBlock(at);
    }
    for (std::size_t at = 1; at < tokens_.size(); ++at) MoveInFrontOfConnective(at);
    for (std::size_t at = 1; at < tokens_.size(); ++at) {
      if (breaks_[at] != Break::None && !IsKept(at) && WidthOf(at) <= kWidest) breaks_[at] = Break::None;
    }
    return std::move(breaks_);
  }

 private:
  std::string_view Text(std::size_t at) const {
    return file_.text().substr(tokens_[at].begin, tokens_[at].end - tokens_[at].begin);
  }
  bool IsComment(std::size_t at) const { return tokens_[at].kind == TokenKind::Comment; }
  bool IsSignOrWord(std::size_t at) const {
    return tokens_[at].kind == TokenKind::Sign || tokens_[at].kind == TokenKind::Word;
  }

  Break Written(std::size_t at) const {
    const std::uint32_t from = at == 0 ? 0 : tokens_[at - 1].end;
    const std::string_view gap = file_.text().substr(from, tokens_[at].begin - from);
    const auto count = std::ranges::count(gap, '\n');
    return at == 0 || count == 1 ? Break::Line : count > 1 ? Break::Blank : Break::None;
  }

  // Behind the bracket that closes what `opener` opens; the end of the text where nothing does.
  std::size_t CloserOf(std::size_t opener) const {
    std::size_t depth = 0;
    for (std::size_t at = opener; at < tokens_.size(); ++at) {
      const std::string_view text = Text(at);
      if (IsComment(at)) continue;
      if (text == "{" || text == "(" || text == "[") ++depth;
      if ((text == "}" || text == ")" || text == "]") && --depth == 0) return at;
    }
    return tokens_.size();
  }

  void OpenBlock(std::size_t opener) {
    const std::size_t closer = CloserOf(opener);
    if (closer == tokens_.size() || closer == opener + 1 || !IsBroken(opener, closer)) return;
    if (breaks_[opener + 1] == Break::None && !IsComment(opener + 1)) breaks_[opener + 1] = Break::Line;
    if (breaks_[closer] == Break::None) breaks_[closer] = Break::Line;
  }

  // Whether one of its own items or elements begins a line, or its end does.
  bool IsBroken(std::size_t opener, std::size_t closer) const {
    if (breaks_[closer] != Break::None) return true;
    std::size_t depth = 0;
    for (std::size_t at = opener + 1; at < closer; ++at) {
      const std::string_view text = Text(at);
      const bool begins = hints_.items.contains(tokens_[at].begin) || Text(at - 1) == ",";
      if (depth == 0 && breaks_[at] != Break::None && begins) return true;
      if (IsComment(at)) continue;
      if (text == "{" || text == "(" || text == "[") ++depth;
      if (text == "}" || text == ")" || text == "]") --depth;
    }
    return false;
  }

  bool IsKept(std::size_t at) const {
    if (IsComment(at - 1) || IsComment(at) || Text(at) == "|" || Text(at - 1) == "|") return true;
    if (hints_.items.contains(tokens_[at].begin) || Text(at) == "}" || Text(at) == "]") return true;
    if (hints_.IsInType(tokens_[at - 1].begin, tokens_[at - 1].end)) return true;
    const bool last = IsSignOrWord(at - 1) && Among(Text(at - 1), kNeverLast);
    const bool first = tokens_[at].kind == TokenKind::Sign && Among(Text(at), kNeverFirst);
    return !(last || first) || IsName(at - 1);
  }
  // `subject.when`, `when: Date`: a word that names something is no word of a sentence.
  bool IsName(std::size_t at) const {
    if (tokens_[at].kind != TokenKind::Word) return false;
    return (at > 0 && Text(at - 1) == ".") || (at + 1 < tokens_.size() && (Text(at + 1) == ":" || Text(at + 1) == "."));
  }
  bool IsConnective(std::size_t at) const {
    return tokens_[at].kind == TokenKind::Word && (Text(at) == "and" || Text(at) == "or");
  }

  // `a and` and `b` on the next line: `a`, and `and b` on the next line.
  void MoveInFrontOfConnective(std::size_t at) {
    if (breaks_[at] == Break::None || IsComment(at) || !IsConnective(at - 1) || IsName(at - 1)) return;
    breaks_[at] = Break::None;
    if (breaks_[at - 1] == Break::None) breaks_[at - 1] = Break::Line;
  }

  // Of the line that joining at `at` would give, about: with one space between tokens and without its indentation.
  std::size_t WidthOf(std::size_t at) const {
    std::size_t begin = at - 1, end = at + 1;
    while (begin > 0 && breaks_[begin] == Break::None) --begin;
    while (end < tokens_.size() && breaks_[end] == Break::None) ++end;
    std::size_t width = 0;
    for (std::size_t token = begin; token < end; ++token) width += source::CountCodePoints(Text(token)) + 1;
    return width;
  }

  const std::vector<Token>& tokens_;
  const source::SourceFile& file_;
  const Hints& hints_;
  std::vector<Break> breaks_;
};

}  // namespace

std::vector<Break> FindBreaks(const syntax::File& tree, const source::SourceFile& file, const Hints& hints) {
  return BreakFinder(tree, file, hints).Run();
}

}  // namespace bpol::format
