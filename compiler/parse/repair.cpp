#include "compiler/parse/repair.h"

#include <BpolLexer.h>

#include <algorithm>
#include <string_view>

#include "compiler/parse/spelling.h"
#include "compiler/parse/words.h"

namespace bpol::parse {
namespace {

using bpolgen::BpolLexer;

// What may be missing although the grammar's list is too long, or too far back, to name it. In order of likelihood.
constexpr std::uint16_t kOftenForgotten[] = {
    BpolLexer::WHEN,   BpolLexer::COLON, BpolLexer::ARROW, BpolLexer::COMMA, BpolLexer::ASSIGN,  BpolLexer::THEN,
    BpolLexer::ELSE,   BpolLexer::FOR,   BpolLexer::IN,    BpolLexer::OF,    BpolLexer::EQUAL,   BpolLexer::FROM,
    BpolLexer::STORE,  BpolLexer::BY,    BpolLexer::TO,    BpolLexer::MATCH, BpolLexer::BECOMES, BpolLexer::ON,
    BpolLexer::OBLIGE, BpolLexer::BAR,   BpolLexer::ACR,   BpolLexer::NEVER, BpolLexer::EXPECT,  BpolLexer::GIVEN,
};
// Beyond this many, what the grammar expects is tried only from the list above.
constexpr std::size_t kFew = 12;

Lexeme MakeAt(const Mistake& mistake, std::size_t type) {
  const std::uint32_t at =
      mistake.outcome.at == 0 ? mistake.lexemes.front().begin : mistake.lexemes[mistake.outcome.at - 1].end;
  return {at, at, static_cast<std::uint16_t>(type), false, LexemeState::Made};
}

Lexeme Retyped(Lexeme lexeme, std::size_t type) {
  lexeme.type = static_cast<std::uint16_t>(type);
  lexeme.state = LexemeState::Mended;
  return lexeme;
}

class Proposer {
 public:
  explicit Proposer(const Mistake& mistake) : mistake_(mistake) {}

  std::vector<Repair> Run() {
    if (!mistake_.at_end()) {
      UnquotedCode();
      LonelyMatches();
      ReservedName();
      Misspelt();
      SingleEqual();
    }
    MissingWords();
    MissingNameOrValue();
    if (!mistake_.at_end()) Surplus();
    return std::move(repairs_);
  }

 private:
  std::uint16_t Before() const { return mistake_.outcome.at == 0 ? 0 : mistake_.lexemes[mistake_.outcome.at - 1].type; }

  void Propose(std::size_t remove, Lexemes insert, Diagnostic report) {
    repairs_.push_back({remove, std::move(insert), mistake_.line_end, std::move(report)});
  }

  // reason tls.required
  void UnquotedCode() {
    if (!mistake_.Expects(BpolLexer::STRING) || mistake_.ExpectsValue() || !IsWord(mistake_.seen().type)) return;
    const std::size_t at = mistake_.outcome.at;
    std::size_t end = at + 1;
    while (end + 1 < mistake_.lexemes.size() && mistake_.lexemes[end].type == BpolLexer::DOT &&
           IsWord(mistake_.lexemes[end + 1].type)) {
      end += 2;
    }
    Lexeme whole = Retyped(mistake_.seen(), BpolLexer::STRING);
    whole.end = mistake_.lexemes[end - 1].end;
    const std::string text(TextOf(mistake_.file, whole));
    Propose(end - at, {whole},
            {.code = Code::UnquotedCode,
             .span = SpanOf(mistake_.file, whole),
             .message = "`" + text + "` stands without quotes",
             .help = "write `\"" + text + "\"`"});
  }

  // matches "re"
  void LonelyMatches() {
    const bool here = mistake_.seen().type == BpolLexer::MATCHES;
    if (!here) return;
    const std::size_t next = mistake_.outcome.at + 1;
    const bool quoted = next < mistake_.lexemes.size() && mistake_.lexemes[next].type == BpolLexer::STRING;
    Propose(quoted ? 2 : 1, {Retyped(mistake_.seen(), BpolLexer::PATTERN)},
            {.code = Code::MissingText,
             .span = quoted ? SpanOf(mistake_.file, mistake_.lexemes[next]) : mistake_.Place(),
             .message = "missing pattern behind `matches`",
             .help = "write it between slashes: `matches /[a-z]+/`"});
  }

  void ReservedName() {
    if (!IsReserved(mistake_.seen().type) || !mistake_.Expects(BpolLexer::NAME)) return;
    Propose(1, {Retyped(mistake_.seen(), BpolLexer::NAME)},
            {.code = Code::ReservedWord,
             .span = mistake_.Place(),
             .message = mistake_.Seen() + " is a reserved word and cannot be a name here",
             .help = "reserved words may name fields and members only"});
  }

  void Misspelt() {
    if (!IsWord(mistake_.seen().type)) return;
    const std::uint16_t meant = NearestWord(TextOf(mistake_.file, mistake_.seen()), mistake_.outcome.expected);
    if (meant == 0) return;
    Propose(1, {Retyped(mistake_.seen(), meant)},
            {.code = Code::UnexpectedText,
             .span = mistake_.Place(),
             .message = "unexpected " + mistake_.Seen(),
             .help = "did you mean `" + std::string(SpellingOf(meant)) + "`?"});
  }

  void SingleEqual() {
    if (mistake_.seen().type != BpolLexer::ASSIGN || !mistake_.Expects(BpolLexer::EQUAL)) return;
    Propose(1, {Retyped(mistake_.seen(), BpolLexer::EQUAL)},
            {.code = Code::ForeignOperator,
             .span = mistake_.Place(),
             .message = "`=` gives a value, it does not compare",
             .help = "write `==`"});
  }

  void MissingWords() {
    std::vector<std::uint16_t> candidates;
    for (const std::uint16_t type : kOftenForgotten) {
      if (mistake_.Expects(type)) candidates.push_back(type);
    }
    if (mistake_.outcome.expected.empty()) candidates.assign(std::begin(kOftenForgotten), std::end(kOftenForgotten));
    if (mistake_.outcome.expected.size() <= kFew) {
      for (const std::uint16_t type : mistake_.outcome.expected) {
        const bool known = std::ranges::find(candidates, type) != candidates.end();
        if (!known && !SpellingOf(type).empty()) candidates.push_back(type);
      }
    }
    for (const std::uint16_t type : candidates) MissingWord(type);
  }

  void MissingWord(std::uint16_t type) {
    if (type == BpolLexer::WHEN && LineHasWhen()) return;
    const std::string word = "`" + std::string(SpellingOf(type)) + "`";
    Propose(0, {MakeAt(mistake_, type)},
            {.code = Code::MissingText,
             .span = mistake_.Place(),
             .message = "missing " + word + (mistake_.at_end() ? " at the end" : " before " + mistake_.Seen())});
  }

  bool LineHasWhen() const {
    const auto line = mistake_.lexemes.subspan(mistake_.outcome.at, mistake_.line_end - mistake_.outcome.at);
    return std::ranges::any_of(line, [](const Lexeme& lexeme) { return lexeme.type == BpolLexer::WHEN; });
  }

  void MissingNameOrValue() {
    const bool value = mistake_.ExpectsValue();
    const bool text = !value && mistake_.Expects(BpolLexer::STRING);
    const bool number = !value && mistake_.Expects(BpolLexer::INT);
    const bool known = !mistake_.outcome.expected.empty();
    if (known && !mistake_.ExpectsName() && !text && !number) return;
    const std::string what = value ? "value" : mistake_.ExpectsName() ? "name" : number ? "number" : "quoted text";
    const std::size_t type = value || mistake_.ExpectsName() ? BpolLexer::NAME
                             : number                        ? BpolLexer::INT
                                                             : BpolLexer::STRING;
    Propose(0, {MakeAt(mistake_, type)},
            {.code = Code::MissingText,
             .span = mistake_.Place(),
             .message = "missing " + what + (mistake_.at_end() ? " at the end" : " before " + mistake_.Seen())});
  }

  void Surplus() {
    if (mistake_.seen().first_on_line && IsReserved(mistake_.seen().type)) return;  // more than a slip
    const std::uint16_t type = mistake_.seen().type;
    const bool bracket = type >= BpolLexer::LBRACE && type <= BpolLexer::RBRACKET;
    if (bracket) return;  // its partner would be left alone
    Propose(1, {},
            {.code = Code::UnexpectedText,
             .span = mistake_.Place(),
             .message = "unexpected " + mistake_.Seen(),
             .help = mistake_.ExpectedList()});
  }

  const Mistake& mistake_;
  std::vector<Repair> repairs_;
};

}  // namespace

std::vector<Repair> Proposals(const Mistake& mistake) {
  return Proposer(mistake).Run();
}

}  // namespace bpol::parse
