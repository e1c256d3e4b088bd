#include "compiler/parse/brackets.h"

#include <BpolLexer.h>

#include <algorithm>
#include <string>

#include "compiler/parse/parse.h"
#include "compiler/parse/words.h"

namespace bpol::parse {
namespace {

using bpolgen::BpolLexer;
using source::SourceFile;

bool Opens(std::uint16_t type) {
  return type == BpolLexer::LBRACE || type == BpolLexer::LPAREN || type == BpolLexer::LBRACKET;
}
bool Closes(std::uint16_t type) {
  return type == BpolLexer::RBRACE || type == BpolLexer::RPAREN || type == BpolLexer::RBRACKET;
}
std::uint16_t PartnerOf(std::uint16_t opener) {
  return opener == BpolLexer::LBRACE   ? BpolLexer::RBRACE
         : opener == BpolLexer::LPAREN ? BpolLexer::RPAREN
                                       : BpolLexer::RBRACKET;
}

// Words that begin a line of a block or a part of one, and never stand inside a value.
bool BeginsClause(std::uint16_t type) {
  return type == BpolLexer::PERMIT || type == BpolLexer::DENY || type == BpolLexer::REVIEW ||
         type == BpolLexer::CHALLENGE || type == BpolLexer::REQUIRE || type == BpolLexer::OBLIGE ||
         type == BpolLexer::WHEN || type == BpolLexer::WITH;
}

// A brace behind one of these holds a value: a set, a map, a record. Behind a name or a text it opens a block.
bool ValueStandsBehind(std::uint16_t type) {
  return type == BpolLexer::IN || type == BpolLexer::CONTAINS || type == BpolLexer::OF || type == BpolLexer::EQUAL ||
         type == BpolLexer::NOT_EQUAL || type == BpolLexer::ASSIGN || type == BpolLexer::COMMA ||
         type == BpolLexer::LPAREN || type == BpolLexer::LBRACKET || type == BpolLexer::ARROW ||
         type == BpolLexer::COALESCE || type == BpolLexer::AND || type == BpolLexer::OR || type == BpolLexer::BAR;
}

struct Opener {
  Lexeme lexeme;
  bool holds_value;
  std::uint32_t indent;      // of the first word of its line, in bytes
  std::uint32_t inside = 0;  // indentation of the first line inside it; 0 before there is one
};

class Balancer {
 public:
  Balancer(const SourceFile& file, const Lexemes& lexemes, Diagnostics& diagnostics)
      : file_(file), in_(lexemes), diagnostics_(diagnostics) {
    for (const Lexeme& lexeme : in_) {
      if (lexeme.type == BpolLexer::LBRACE) --surplus_;
      if (lexeme.type == BpolLexer::RBRACE) ++surplus_;
    }
  }

  Lexemes Run() {
    for (std::size_t at = 0; at < in_.size(); ++at) {
      const Lexeme& lexeme = in_[at];
      if (lexeme.first_on_line) BeginLine(lexeme);
      const bool head = LooksLikeDeclaration(in_, at) && indent_ == 0;
      if (head && !open_.empty()) CloseAllBefore(lexeme);
      if (BeginsClause(lexeme.type)) CloseValuesBefore(lexeme);
      if (head || (open_.empty() && BeginsDeclaration(lexeme.type) && lexeme.first_on_line)) head_ = out_.size();
      if (Opens(lexeme.type)) {
        open_.push_back({lexeme, HoldsValue(lexeme), indent_, 0});
        out_.push_back(lexeme);
      } else if (Closes(lexeme.type)) {
        Close(lexeme);
      } else {
        out_.push_back(lexeme);
      }
    }
    if (!open_.empty()) ReportUnclosed(open_.back(), {}, "", open_.size());
    while (!open_.empty()) InsertPartner();
    return std::move(out_);
  }

 private:
  std::uint32_t IndentOf(const Lexeme& lexeme) const {
    return lexeme.begin - file_.LineStart(file_.LineOf(lexeme.begin));
  }

  // A line that stands no deeper than the line of an open `{`, although lines before stood deeper, is outside of it.
  void BeginLine(const Lexeme& lexeme) {
    indent_ = IndentOf(lexeme);
    if (open_.empty() || Closes(lexeme.type)) return;
    if (open_.back().inside == 0) open_.back().inside = indent_;
    const auto left = [&](const Opener& opener) {
      return opener.lexeme.type == BpolLexer::LBRACE && indent_ <= opener.indent && opener.inside > opener.indent;
    };
    const auto within = std::find_if_not(open_.rbegin(), open_.rend(), left);
    for (std::ptrdiff_t count = within - open_.rbegin(), i = count; i > 0; --i) {
      ReportUnclosed(open_.back(), SpanOf(file_, lexeme), "it should be closed before this",
                     static_cast<std::size_t>(count));
      InsertPartner();
    }
  }

  bool HoldsValue(const Lexeme& lexeme) const {
    return lexeme.type != BpolLexer::LBRACE || (!out_.empty() && ValueStandsBehind(out_.back().type));
  }

  // `together`: how many brackets lack their partner at the same place; 0 where that place is not known to a word.
  void ReportUnclosed(const Opener& opener, Span before, std::string_view what, std::size_t together) {
    const std::string sign(TextOf(file_, opener.lexeme));
    Diagnostic diagnostic{.code = Code::UnclosedBracket,
                          .span = SpanOf(file_, opener.lexeme),
                          .message = "this `" + sign + "` is never closed",
                          .help = "missing `" + std::string(SpellingOf(PartnerOf(opener.lexeme.type))) + "`"};
    if (before.valid()) diagnostic.labels.push_back({before, std::string(what)});
    if (together == 1) diagnostic.edits = BraceBelow(opener);
    diagnostics_.Add(std::move(diagnostic));
  }

  // The brace of a block, in a line of its own behind what stands deeper than the block; where nothing does, nobody
  // knows how much belongs to it.
  std::vector<diagnostics::Edit> BraceBelow(const Opener& opener) const {
    if (opener.lexeme.type != BpolLexer::LBRACE || opener.holds_value || opener.inside <= opener.indent) return {};
    const std::uint32_t last = file_.LineOf(out_.back().begin);
    const auto end = static_cast<std::uint32_t>(file_.LineStart(last) + file_.LineText(last).size());
    const std::uint32_t first = file_.LineStart(file_.LineOf(opener.lexeme.begin));
    return {{{file_.id(), end, end}, "\n" + std::string(file_.text().substr(first, opener.indent)) + "}"}};
  }

  void InsertPartner() {
    const std::uint32_t at = out_.empty() ? 0 : out_.back().end;
    out_.push_back({at, at, PartnerOf(open_.back().lexeme.type), false, LexemeState::Made});
    open_.pop_back();
  }

  void CloseAllBefore(const Lexeme& head) {
    ReportUnclosed(open_.back(), SpanOf(file_, head), "it should be closed before this", open_.size());
    while (!open_.empty()) InsertPartner();
  }

  // A set or a parenthesis that is still open where a line of rules goes on was forgotten before that.
  void CloseValuesBefore(const Lexeme& clause) {
    while (!open_.empty() && open_.back().holds_value && !InMatch()) {
      ReportUnclosed(open_.back(), SpanOf(file_, clause), "it should be closed before this", 0);
      InsertPartner();
    }
  }

  // Cells of a table may hold effects: `| permit |` inside `[ … ]`.
  bool InMatch() const { return !out_.empty() && out_.back().type == BpolLexer::BAR; }

  void Close(const Lexeme& lexeme) {
    if (lexeme.type == BpolLexer::RBRACE && lexeme.first_on_line) {
      if (IsTooMany()) return Drop(lexeme);
      CloseWhatIsIndentedDeeper(lexeme);
    }
    const auto matches = [&](const Opener& opener) { return PartnerOf(opener.lexeme.type) == lexeme.type; };
    if (std::ranges::none_of(open_, matches)) {
      if (open_.empty()) return DropOrOpen(lexeme);
      // A block is not closed by `)`: that one lost its own partner on its line, or is one too many.
      const bool block = open_.back().lexeme.type == BpolLexer::LBRACE && !open_.back().holds_value;
      return block ? OpenOnLine(lexeme) : CloseInstead(lexeme);
    }
    if (!matches(open_.back()))
      ReportUnclosed(open_.back(), SpanOf(file_, lexeme), "it should be closed before this", 0);
    while (!matches(open_.back())) InsertPartner();
    open_.pop_back();
    out_.push_back(lexeme);
  }

  // `gdpr "46")`, `days lookback)`: where a name stands before a value without a sign between, the bracket was there.
  void OpenOnLine(const Lexeme& closer) {
    for (std::size_t at = out_.size(); at-- > 1 && !out_[at].first_on_line;) {
      if (out_[at - 1].type != BpolLexer::NAME || !BeginsValue(out_[at].type)) continue;
      const std::uint16_t opener = closer.type == BpolLexer::RPAREN ? BpolLexer::LPAREN : BpolLexer::LBRACKET;
      diagnostics_.Add({.code = Code::MissingText,
                        .span = SpanOf(file_, out_[at - 1]),
                        .message = "missing `" + std::string(SpellingOf(opener)) + "` behind this",
                        .labels = {{SpanOf(file_, closer), "its partner"}}});
      const std::uint32_t place = out_[at - 1].end;
      out_.insert(out_.begin() + static_cast<std::ptrdiff_t>(at), {place, place, opener, false, LexemeState::Made});
      out_.push_back(closer);
      return;
    }
    Drop(closer);
  }

  static bool BeginsValue(std::uint16_t type) {
    return type == BpolLexer::NAME || type == BpolLexer::STRING || type == BpolLexer::INT;
  }

  // `[1, 2)`: the right place and the wrong sign.
  void CloseInstead(const Lexeme& closer) {
    const Lexeme opener = open_.back().lexeme;
    const std::string right(SpellingOf(PartnerOf(opener.type)));
    diagnostics_.Add({.code = Code::UnclosedBracket,
                      .span = SpanOf(file_, closer),
                      .message = "`" + std::string(TextOf(file_, opener)) + "` is closed by `" +
                                 std::string(TextOf(file_, closer)) + "`",
                      .labels = {{SpanOf(file_, opener), "opened here"}},
                      .help = "write `" + right + "`",
                      .edits = {{SpanOf(file_, closer), right}}});
    out_.push_back(closer);
    out_.back().type = PartnerOf(opener.type);
    out_.back().state = LexemeState::Mended;
    open_.pop_back();
  }

  // `}` in the column of an outer block's line ends that block: the inner one has lost its own.
  void CloseWhatIsIndentedDeeper(const Lexeme& closer) {
    const auto is_partner = [&](const Opener& opener) {
      return opener.lexeme.type == BpolLexer::LBRACE && opener.indent == indent_;
    };
    if (open_.empty() || open_.back().indent <= indent_ || std::ranges::none_of(open_, is_partner)) return;
    const auto partner = std::find_if(open_.rbegin(), open_.rend(), is_partner);
    ReportUnclosed(open_.back(), SpanOf(file_, closer), "this closes an outer one",
                   static_cast<std::size_t>(partner - open_.rbegin()));
    while (!is_partner(open_.back())) InsertPartner();
  }

  // There are more `}` than `{`, and this one stands in the column of the block's lines, not in that of the block.
  bool IsTooMany() const {
    return surplus_ > 0 && !open_.empty() && indent_ > open_.back().indent && indent_ == open_.back().inside;
  }

  void Drop(const Lexeme& closer) {
    if (closer.type == BpolLexer::RBRACE) --surplus_;
    diagnostics_.Add({.code = Code::UnopenedBracket,
                      .span = SpanOf(file_, closer),
                      .message = "`" + std::string(TextOf(file_, closer)) + "` closes nothing",
                      .help = "remove it, or add what it should close"});
  }

  // A `}` without `{`: most often the `{` behind the head of a block was forgotten.
  void DropOrOpen(const Lexeme& closer) {
    const std::size_t place = closer.type == BpolLexer::RBRACE ? PlaceForBrace() : 0;
    if (place == 0) return Drop(closer);
    const std::uint32_t at = out_[place - 1].end;
    diagnostics_.Add({.code = Code::MissingText,
                      .span = SpanOf(file_, out_[place - 1]),
                      .message = "missing `{` behind this",
                      .labels = {{SpanOf(file_, closer), "this `}` has no partner"}}});
    out_.insert(out_.begin() + static_cast<std::ptrdiff_t>(place),
                {at, at, BpolLexer::LBRACE, false, LexemeState::Made});
    out_.push_back(closer);
    head_ = kNone;
  }

  // Behind the first line of the last declaration, if that has no brace yet; else 0.
  std::size_t PlaceForBrace() const {
    if (head_ == kNone || head_ >= out_.size()) return 0;
    const auto begin = out_.begin() + static_cast<std::ptrdiff_t>(head_);
    if (std::any_of(begin, out_.end(), [](const Lexeme& lexeme) { return lexeme.type == BpolLexer::LBRACE; })) return 0;
    const auto second_line =
        std::find_if(begin + 1, out_.end(), [](const Lexeme& lexeme) { return lexeme.first_on_line; });
    return static_cast<std::size_t>(second_line - out_.begin());
  }

  static constexpr std::size_t kNone = ~std::size_t{0};

  const SourceFile& file_;
  const Lexemes& in_;
  Diagnostics& diagnostics_;
  Lexemes out_;
  std::vector<Opener> open_;
  std::uint32_t indent_ = 0;
  std::ptrdiff_t surplus_ = 0;  // how many more `}` than `{` there are, of those not yet dropped
  std::size_t head_ = kNone;    // index in out_ of the word that began the last declaration
};

struct PlainMatch {
  bool balanced = true;
  std::size_t too_deep = 0;  // index of the first bracket below the limit; 0: none
};

PlainMatch MatchPlainly(const Lexemes& lexemes) {
  PlainMatch result;
  std::vector<std::uint16_t> open;
  for (std::size_t at = 0; at < lexemes.size(); ++at) {
    const std::uint16_t type = lexemes[at].type;
    if (Opens(type)) {
      open.push_back(type);
      if (open.size() > kMaxBrackets) return {false, at};
    } else if (Closes(type)) {
      if (open.empty() || PartnerOf(open.back()) != type) {
        result.balanced = false;
        if (!open.empty()) open.pop_back();
      } else {
        open.pop_back();
      }
    }
  }
  result.balanced = result.balanced && open.empty();
  return result;
}

}  // namespace

Nesting BalanceBrackets(const SourceFile& file, Lexemes& lexemes, Diagnostics& diagnostics) {
  const PlainMatch plain = MatchPlainly(lexemes);
  if (plain.too_deep != 0) {
    diagnostics.Add({.code = Code::NestedTooDeep,
                     .span = SpanOf(file, lexemes[plain.too_deep]),
                     .message = "more than " + std::to_string(kMaxBrackets) + " brackets inside each other",
                     .help = "name parts with `let`"});
    return Nesting::TooDeep;
  }
  // Layout is asked only where the brackets alone do not fit: nobody has to indent.
  if (!plain.balanced) lexemes = Balancer(file, lexemes, diagnostics).Run();
  return Nesting::WithinLimit;
}

}  // namespace bpol::parse
