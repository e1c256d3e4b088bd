#include "compiler/format/lines.h"

#include <algorithm>
#include <array>
#include <map>

#include "compiler/format/breaks.h"

namespace bpol::format {
namespace {

using syntax::Token;
using syntax::TokenKind;

constexpr std::size_t kStep = 4;
// Between items of one line: `{ name: String  country: Country }`.
constexpr std::size_t kBetweenItems = 2;

template <typename Words>
bool Among(std::string_view text, const Words& words) {
  return std::ranges::find(words, text) != words.end();
}

bool Opens(std::string_view text) {
  return text == "{" || text == "(" || text == "[";
}
bool Closes(std::string_view text) {
  return text == "}" || text == ")" || text == "]";
}

// Words that begin a line of a block and leave no node of their own behind.
constexpr std::array<std::string_view, 8> kBareItems = {"band",  "start",     "final", "same",
                                                        "given", "otherwise", "key",   "response"};
constexpr std::array<std::string_view, 9> kClosedBefore = {")", "]", ",", ".", "..", ":", "?", "(", "["};
constexpr std::array<std::string_view, 5> kClosedBehind = {"(", "[", ".", "..", ""};

struct Opener {
  std::size_t indent;  // of the line that it stands on
  bool holds_value;
};

class LineMaker {
 public:
  LineMaker(const syntax::File& tree, const source::SourceFile& file)
      : tokens_(tree.tokens), file_(file), hints_(CollectHints(tree)), breaks_(FindBreaks(tree, file, hints_)) {}

  std::vector<Line> Run() {
    for (at_ = 0; at_ < tokens_.size(); ++at_) {
      if (StartsLine()) BeginLine();
      Line& line = lines_.back();
      AddPieces(line);
      if (tokens_[at_].kind == TokenKind::Comment) continue;
      const bool item_in_block = Text(at_ - (at_ > 0)) == "{" && hints_.items.contains(tokens_[at_].begin);
      if (line.pieces.size() > 1 && (item_in_block || SeparatesItems(at_)))
        several_items_.try_emplace(lines_.size() - 1, IsFactor(line) ? line.pieces.size() - 1 : 0);
      if (Opens(Text(at_))) open_.push_back({lines_.back().indent, HoldsValue(at_)});
      if (Closes(Text(at_)) && !open_.empty()) open_.pop_back();
    }
    // With several items on a line, columns would be accidents.
    for (const auto& [line, first] : several_items_) {
      for (std::size_t at = first; at < lines_[line].pieces.size(); ++at) {
        Piece& piece = lines_[line].pieces[at];
        if (piece.mark != Mark::Comment) piece.mark = Mark::None;
      }
    }
    return std::move(lines_);
  }

 private:
  std::string_view Text(std::size_t at) const {
    return file_.text().substr(tokens_[at].begin, tokens_[at].end - tokens_[at].begin);
  }
  // `EUR 30.00` and `matches /x/` are one token each, with one space inside.
  void AddPieces(Line& line) {
    const std::string_view text = Text(at_);
    const std::size_t spaces = line.pieces.empty() ? 0 : Spaces();
    const bool literal = tokens_[at_].kind == TokenKind::Literal && !text.starts_with('"');
    const bool pattern = literal && text.starts_with("matches");
    const std::size_t head = pattern   ? std::string_view("matches").size()
                             : literal ? text.find_first_of(" \t")
                                       : text.npos;
    line.pieces.push_back({text.substr(0, head), spaces, MarkOf(at_)});
    if (head < text.size()) line.pieces.push_back({text.substr(text.find_first_not_of(" \t", head)), 1});
  }
  bool StartsLine() const { return breaks_[at_] != Break::None; }

  void BeginLine() {
    Line line;
    line.blank_before = breaks_[at_] == Break::Blank && at_ > 0;
    line.indent = Indent();
    lines_.push_back(std::move(line));
  }

  std::size_t Indent() const {
    // A comment stands like what it is written above.
    std::size_t next = at_;
    while (next < tokens_.size() && tokens_[next].kind == TokenKind::Comment) ++next;
    const bool comment = next != at_;
    if (next == tokens_.size()) return 0;
    if (Closes(Text(next)) && !comment && !open_.empty()) return open_.back().indent;
    const std::size_t base = open_.empty() ? 0 : open_.back().indent + kStep;
    if (comment && Closes(Text(next))) return base;
    return base + (BeginsItem(next) ? 0 : kStep);
  }

  bool BeginsItem(std::size_t at) const {
    if (hints_.items.contains(tokens_[at].begin) || Text(at) == "|") return true;
    if (open_.empty()) return Text(at) == "module";
    // In parentheses, lists and sets every line is on the same step.
    return open_.back().holds_value || Among(Text(at), kBareItems);
  }

  bool HoldsValue(std::size_t at) const { return Text(at) != "{" || hints_.closed_behind.contains(tokens_[at].end); }

  std::size_t Spaces() const {
    const Token& before = tokens_[at_ - 1];
    const Token& here = tokens_[at_];
    const std::string_view previous = Text(at_ - 1);
    const std::string_view text = Text(at_);
    if (here.kind == TokenKind::Comment) return kBetweenItems;
    if (hints_.closed_behind.contains(before.end) || hints_.closed_before.contains(here.begin)) return 0;
    if ((previous == "{" && text == "}") || (previous == "-" && at_ >= 2 && Text(at_ - 2) == "..")) return 0;
    if (text == "(" || text == "[") return OpenerSpaces(before, previous);
    if (IsTypeBracket(at_) || (IsTypeBracket(at_ - 1) && previous == "<")) return 0;
    if (here.kind == TokenKind::Sign && Among(text, kClosedBefore)) return 0;
    if (before.kind == TokenKind::Sign && Among(previous, kClosedBehind)) return 0;
    return SeparatesItems(at_) ? kBetweenItems : 1;
  }

  // Whether an item begins here behind another one of the same line.
  bool SeparatesItems(std::size_t at) const {
    const std::string_view before = Text(at - 1);
    if (before == "{" || before == "," || before == "[" || before == "<" || before == "key") return false;
    if (Text(at) == "key") return at + 1 < tokens_.size() && hints_.keyed.contains(tokens_[at + 1].begin);
    return hints_.items.contains(tokens_[at].begin) || (Text(at) == "otherwise" && before != "=");
  }

  std::size_t OpenerSpaces(const Token& before, std::string_view previous) const {
    if (hints_.callees.contains(before.end)) return 0;
    return before.kind == TokenKind::Sign && Among(previous, kClosedBehind) ? 0 : 1;
  }

  bool IsTypeBracket(std::size_t at) const {
    return (Text(at) == "<" || Text(at) == ">") && hints_.IsInType(tokens_[at].begin, tokens_[at].end);
  }

  Mark MarkOf(std::size_t at) const {
    const Token& token = tokens_[at];
    if (token.kind == TokenKind::Comment) return Mark::Comment;
    const std::string_view text = Text(at);
    if (text == "|") return Mark::Bar;
    if (lines_.back().pieces.empty()) return Mark::None;  // what begins a line stands where its indentation says
    if (lines_.back().pieces.front().text == "|") return Mark::None;  // the columns of a table are its own
    const auto found = hints_.marks.find(token.begin);
    if (found != hints_.marks.end()) return found->second;
    if (text == "{" && IsFactor(lines_.back()) && !HasText(lines_.back()))
      return at + 1 < tokens_.size() && breaks_[at + 1] == Break::None ? Mark::Value : Mark::None;
    if (token.kind == TokenKind::Sign) return text == "=" ? Mark::Value : Mark::None;
    if (token.kind != TokenKind::Word || (at > 0 && Text(at - 1) == ".")) return Mark::None;
    return WordMark(at);
  }

  static bool IsFactor(const Line& line) { return !line.pieces.empty() && line.pieces.front().text == "factor"; }
  // What a factor says of itself is as long as it is; columns behind it would be far away.
  static bool HasText(const Line& line) {
    return std::ranges::any_of(line.pieces, [](const Piece& piece) { return piece.text.starts_with('"'); });
  }
  // What finds its value `by` something.
  static bool IsLookup(const Line& line) {
    return (IsFactor(line) && !HasText(line)) || (!line.pieces.empty() && line.pieces.front().text == "fact");
  }

  Mark WordMark(std::size_t at) const {
    const std::string_view text = Text(at);
    const std::string_view next = at + 1 < tokens_.size() ? Text(at + 1) : "";
    if (text == "when") return Mark::Condition;
    if (text == "becomes") return Mark::Name;
    if (text == "keeps" || (text == "by" && IsLookup(lines_.back()))) return Mark::Clause;
    if (text == "on") return Mark::Clause;
    if (text == "as") return Text(at - 1) == "same" ? Mark::None : Mark::Class;  // never the first of its line
    if (text == "reason" || text == "control") return next == ":" || next == "." ? Mark::None : Mark::Clause;
    const bool clause = (text == "in" && next == "region") ||
                        (text == "with" && (next == "acr" || next == "max_age")) ||
                        (text == "from" && (next == "store" || next.starts_with('"')));
    return clause ? Mark::Clause : Mark::None;
  }

  const std::vector<Token>& tokens_;
  const source::SourceFile& file_;
  Hints hints_;
  std::vector<Break> breaks_;  // by token
  std::vector<Line> lines_;
  std::vector<Opener> open_;
  // Lines with several items, and from which piece on these stand; of a factor, its bins.
  std::map<std::size_t, std::size_t> several_items_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Line> MakeLines(const syntax::File& tree, const source::SourceFile& file) {
  return LineMaker(tree, file).Run();
}

}  // namespace bpol::format
