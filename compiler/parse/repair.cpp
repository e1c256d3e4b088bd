#include "compiler/parse/repair.h"

#include <BpolLexer.h>

#include <algorithm>
#include <string_view>

#include "compiler/parse/quantities.h"
#include "compiler/parse/spelling.h"
#include "compiler/parse/words.h"

namespace bpol::parse {
namespace {

using bpolgen::BpolLexer;

// What may be missing although the grammar's list is too long, or too far back, to name it. In order of likelihood.
constexpr std::uint16_t kOftenForgotten[] = {
    BpolLexer::WHEN,  BpolLexer::COLON, BpolLexer::COMMA,  BpolLexer::ARROW,   BpolLexer::ASSIGN, BpolLexer::THEN,
    BpolLexer::ELSE,  BpolLexer::FOR,   BpolLexer::OF,     BpolLexer::FROM,    BpolLexer::STORE,  BpolLexer::BY,
    BpolLexer::TO,    BpolLexer::MATCH, BpolLexer::ON,     BpolLexer::BECOMES, BpolLexer::BAR,    BpolLexer::ACR,
    BpolLexer::NEVER, BpolLexer::GIVEN, BpolLexer::EXPECT,
};
// Of a longer list than this only what is in the list above is tried: one of many is a choice that is not ours.
constexpr std::size_t kFew = 3;

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
    repairs_ = QuantityProposals(mistake_);
    if (!mistake_.at_end()) {
      MissingEffect();
      UnquotedCode();
      LonelyMatches();
      NegatedIs();
      NegatedOperator();
      AskedByExists();
      EffectOfElsewhere();
      ReservedMember();
      WordTakenForName();
      ValueMissingAbove();
      LonelyOperator();
      ReservedName();
      Misspelt();
      SingleEqual();
    }
    MissingWords();
    MissingNameOrValue();
    if (!mistake_.at_end()) {
      const std::uint16_t next = TypeAt(mistake_.outcome.at + 1);
      const bool begins_value = next == BpolLexer::DOT || next == BpolLexer::LPAREN;
      if (begins_value) MissingOperator();
      Surplus();
      if (!begins_value) MissingOperator();
    }
    return std::move(repairs_);
  }

 private:
  const Lexeme* At(std::size_t index) const {
    return index < mistake_.lexemes.size() ? &mistake_.lexemes[index] : nullptr;
  }
  std::uint16_t TypeAt(std::size_t index) const {
    return index < mistake_.lexemes.size() ? mistake_.lexemes[index].type : 0;
  }

  void Propose(std::size_t remove, Lexemes insert, Diagnostic report) {
    repairs_.push_back({0, remove, std::move(insert), std::move(report)});
  }

  // blocked when customer.blocked
  void MissingEffect() {
    constexpr std::uint16_t kBehindName[] = {BpolLexer::WHEN,   BpolLexer::UNLESS,  BpolLexer::REASON,
                                             BpolLexer::STRING, BpolLexer::FROM,    BpolLexer::UNTIL,
                                             BpolLexer::OWNER,  BpolLexer::CONTROL, BpolLexer::REQUIRE};
    const std::size_t next = mistake_.outcome.at + 1;
    if (!mistake_.seen().first_on_line || !IsName(mistake_.seen().type) || At(next) == nullptr) return;
    if (!mistake_.Expects(BpolLexer::PERMIT) || !mistake_.Expects(BpolLexer::DENY)) return;
    if (At(next)->first_on_line || std::ranges::find(kBehindName, TypeAt(next)) == std::end(kBehindName)) return;
    Lexeme name = Retyped(mistake_.seen(), BpolLexer::NAME);
    name.first_on_line = false;
    Lexeme effect{name.begin, name.begin, BpolLexer::DENY, true, LexemeState::Made};
    Propose(1, {effect, name},
            {.code = Code::MissingText,
             .span = mistake_.Place(),
             .message = "missing effect before " + mistake_.Seen(),
             .help = "a line begins with what it does: `permit`, `challenge`, `review` or `deny`"});
  }

  // reason tls.required
  void UnquotedCode() {
    if (!mistake_.Expects(BpolLexer::STRING) || mistake_.ExpectsValue() || !IsWord(mistake_.seen().type)) return;
    // `deny blocked customer.blocked`: what stands where a text could is a condition that has lost its `when`.
    if (mistake_.Expects(BpolLexer::WHEN) && !mistake_.LineHas(BpolLexer::WHEN)) return;
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
             .help = "write `\"" + text + "\"`",
             .edits = {{SpanOf(mistake_.file, whole), "\"" + text + "\""}}});
  }

  // matches "re"
  void LonelyMatches() {
    if (mistake_.seen().type != BpolLexer::MATCHES) return;
    const std::size_t next = mistake_.outcome.at + 1;
    const bool quoted = next < mistake_.lexemes.size() && mistake_.lexemes[next].type == BpolLexer::STRING;
    Propose(quoted ? 2 : 1, {Retyped(mistake_.seen(), BpolLexer::PATTERN)},
            {.code = Code::MissingText,
             .span = quoted ? SpanOf(mistake_.file, mistake_.lexemes[next]) : mistake_.Place(),
             .message = "missing pattern behind `matches`",
             .help = "write it between slashes: `matches /[a-z]+/`"});
  }

  // x is not absent
  void NegatedIs() {
    const std::size_t at = mistake_.outcome.at;
    if (mistake_.seen().type != BpolLexer::IS || TypeAt(at + 1) != BpolLexer::NOT || At(at + 2) == nullptr) return;
    const Lexeme& what = *At(at + 2);
    const bool absent = what.type == BpolLexer::ABSENT;
    if (!absent && what.type != BpolLexer::PRESENT) return;
    const std::size_t meant = absent ? BpolLexer::PRESENT : BpolLexer::ABSENT;
    Propose(3, {mistake_.seen(), Retyped(what, meant)},
            {.code = Code::UnexpectedText,
             .span = SpanOf(mistake_.file, *At(at + 1)),
             .message = "unexpected `not`",
             .help = absent ? "write `is present`" : "write `is absent`",
             .edits = {{Join(SpanOf(mistake_.file, *At(at + 1)), SpanOf(mistake_.file, what)),
                        absent ? "present" : "absent"}}});
  }

  // x not contains y
  void NegatedOperator() {
    const std::size_t at = mistake_.outcome.at;
    if (mistake_.seen().type != BpolLexer::NOT || At(at + 1) == nullptr) return;
    const std::string word(TextOf(mistake_.file, *At(at + 1)));
    Propose(1, {},
            {.code = Code::UnexpectedText,
             .span = mistake_.Place(),
             .message = "unexpected `not`",
             .help = "`not` stands in front of the whole: `not x " + word.substr(0, 20) + " y`"});
  }

  // order exists
  void AskedByExists() {
    if (mistake_.outcome.at == 0 || TextOf(mistake_.file, mistake_.seen()) != "exists") return;
    const Lexeme is = Retyped(mistake_.seen(), BpolLexer::IS);
    Propose(1, {is, {is.end, is.end, BpolLexer::PRESENT, false, LexemeState::Made}},
            {.code = Code::UnexpectedText,
             .span = mistake_.Place(),
             .message = "unexpected `exists`",
             .help = "write `is present`",
             .edits = {{mistake_.Place(), "is present"}}});
  }

  // expect allow: the grammar took it for a fact.
  void EffectOfElsewhere() {
    constexpr std::uint16_t kEffects[] = {BpolLexer::PERMIT, BpolLexer::CHALLENGE, BpolLexer::REVIEW, BpolLexer::DENY};
    const std::size_t at = mistake_.outcome.at;
    if (at < 2 || TypeAt(at - 2) != BpolLexer::EXPECT || TypeAt(at - 1) != BpolLexer::NAME) return;
    const Lexeme& word = *At(at - 1);
    const std::uint16_t meant = NearestWord(TextOf(mistake_.file, word), kEffects);
    if (meant != 0) repairs_.push_back({1, 0, {Retyped(word, meant)}, DidYouMean(word, meant)});
  }

  // rules for Read { … }: the grammar took `for` for the name.
  void WordTakenForName() {
    const std::size_t at = mistake_.outcome.at;
    if (at < 2 || !IsName(TypeAt(at - 1)) || TypeAt(at - 1) == BpolLexer::NAME || !IsWord(TypeAt(at - 2))) return;
    const Lexeme word = *At(at - 1);
    const Lexeme made{word.begin, word.begin, BpolLexer::NAME, false, LexemeState::Made};
    repairs_.push_back({1,
                        0,
                        {made, word},
                        {.code = Code::MissingText,
                         .span = SpanOf(mistake_.file, word),
                         .message = "missing name before `" + std::string(TextOf(mistake_.file, word)) + "`",
                         .help = HowToGive("name")}});
  }

  // The line before ended in `=` or an operator, and this line was taken for its value.
  void ValueMissingAbove() {
    const std::size_t begin = mistake_.line_begin;
    const std::size_t at = mistake_.outcome.at;
    if (begin == 0 || begin >= at) return;
    const Lexeme& last = *At(begin - 1);
    if (last.type < BpolLexer::ARROW || last.type == BpolLexer::COMMA) return;
    const Lexeme made{last.end, last.end, BpolLexer::NAME, false, LexemeState::Made};
    Lexemes line(mistake_.lexemes.begin() + static_cast<std::ptrdiff_t>(begin),
                 mistake_.lexemes.begin() + static_cast<std::ptrdiff_t>(at));
    line.insert(line.begin(), made);
    repairs_.push_back({at - begin,
                        0,
                        std::move(line),
                        {.code = Code::MissingText,
                         .span = SpanOf(mistake_.file, last),
                         .message = "missing value behind `" + std::string(TextOf(mistake_.file, last)) + "`",
                         .help = HowToGive("value")}});
  }

  // deny a when subject.a and
  void LonelyOperator() {
    const std::size_t next = mistake_.outcome.at + 1;
    const std::uint16_t type = mistake_.seen().type;
    const bool sign = type >= BpolLexer::ARROW && type != BpolLexer::COMMA && type != BpolLexer::BAR;
    const bool word = type == BpolLexer::AND || type == BpolLexer::OR || type == BpolLexer::NOT ||
                      type == BpolLexer::IN || type == BpolLexer::CONTAINS || type == BpolLexer::WITHIN ||
                      type == BpolLexer::UNLESS;
    const bool last = At(next) == nullptr || At(next)->first_on_line;
    if (!last || !(sign || word)) return;
    Lexeme made{mistake_.seen().end, mistake_.seen().end, BpolLexer::NAME, false, LexemeState::Made};
    Propose(1, {mistake_.seen(), made},
            {.code = Code::MissingText,
             .span = mistake_.Place(),
             .message = "missing value behind " + mistake_.Seen(),
             .help = HowToGive("value")});
  }

  void ReservedName() {
    if (!IsReserved(mistake_.seen().type) || !mistake_.Expects(BpolLexer::NAME)) return;
    Propose(1, {Retyped(mistake_.seen(), BpolLexer::NAME)},
            {.code = Code::ReservedWord,
             .span = mistake_.Place(),
             .message = mistake_.Seen() + " is a reserved word and cannot be a name here",
             .help = mistake_.ExpectsValue() ? BehindItsEnum(mistake_.seen())
                                             : "take another name; only fields and members may be named so"});
  }

  // {deny, review}, where the members of an enum are meant, and `check: match` with a word behind it that was taken for
  // what is matched.
  void ReservedMember() {
    for (const std::size_t back : {std::size_t{1}, std::size_t{2}}) {
      if (back > mistake_.outcome.at) return;
      const Lexeme& word = *At(mistake_.outcome.at - back);
      if (!IsReserved(word.type) || (back == 2 && word.type != BpolLexer::MATCH) ||
          !BeginsValue(mistake_.outcome.at - back))
        continue;
      Lexemes instead = {Retyped(word, BpolLexer::NAME)};
      if (back == 2) instead.push_back(*At(mistake_.outcome.at - 1));
      std::vector<diagnostics::Label> others;
      std::size_t end = mistake_.outcome.at;
      for (; TypeAt(end) == BpolLexer::COMMA && IsReserved(TypeAt(end + 1)); end += 2) {
        instead.insert(instead.end(), {*At(end), Retyped(*At(end + 1), BpolLexer::NAME)});
        others.push_back({SpanOf(mistake_.file, *At(end + 1)), "and this"});
      }
      const std::string text(TextOf(mistake_.file, word));
      repairs_.push_back({back,
                          end - mistake_.outcome.at,
                          std::move(instead),
                          {.code = Code::ReservedWord,
                           .span = SpanOf(mistake_.file, word),
                           .message = "`" + text + "` is a reserved word and cannot stand here by itself",
                           .labels = std::move(others),
                           .help = BehindItsEnum(word)}});
    }
  }

  // Whether a value stands at `index`: behind a sign, on its line.
  bool BeginsValue(std::size_t index) const {
    return index > 0 && !At(index)->first_on_line && !IsWord(TypeAt(index - 1));
  }

  std::string BehindItsEnum(const Lexeme& word) const {
    return "a member of this name is written behind its enum: `Enum." + std::string(TextOf(mistake_.file, word)) + "`";
  }

  void Misspelt() {
    if (!IsWord(mistake_.seen().type)) return;
    const std::uint16_t meant = NearestWord(TextOf(mistake_.file, mistake_.seen()), mistake_.outcome.expected);
    if (meant == 0) return;
    Propose(1, {Retyped(mistake_.seen(), meant)}, DidYouMean(mistake_.seen(), meant));
  }

  Diagnostic DidYouMean(const Lexeme& word, std::uint16_t meant) const {
    const std::string right(SpellingOf(meant));
    return {.code = Code::UnexpectedText,
            .span = SpanOf(mistake_.file, word),
            .message = "unexpected `" + std::string(TextOf(mistake_.file, word)) + "`",
            .help = "did you mean `" + right + "`?",
            .edits = {{SpanOf(mistake_.file, word), right}}};
  }

  void SingleEqual() {
    if (mistake_.seen().type != BpolLexer::ASSIGN || !mistake_.Expects(BpolLexer::EQUAL)) return;
    Propose(1, {Retyped(mistake_.seen(), BpolLexer::EQUAL)},
            {.code = Code::ForeignOperator,
             .span = mistake_.Place(),
             .message = "`=` gives a value, it does not compare",
             .help = "write `==`",
             .edits = {{mistake_.Place(), "=="}}});
  }

  void MissingWords() {
    std::vector<std::uint16_t> candidates;
    for (const std::uint16_t type : kOftenForgotten) {
      if (mistake_.Expects(type) || mistake_.outcome.expected.empty()) candidates.push_back(type);
    }
    if (mistake_.outcome.expected.size() <= kFew) {
      for (const std::uint16_t type : mistake_.outcome.expected) {
        const bool known = std::ranges::find(candidates, type) != candidates.end();
        if (!known && !SpellingOf(type).empty()) candidates.push_back(type);
      }
    }
    // Where a map or a `match` has arrows already, one more is likelier than a comma.
    if (mistake_.LineHas(BpolLexer::ARROW)) {
      const auto arrow = std::ranges::find(candidates, BpolLexer::ARROW);
      if (arrow != candidates.end()) std::rotate(candidates.begin(), arrow, arrow + 1);
    }
    for (const std::uint16_t type : candidates) MissingWord(type, {});
    for (const std::uint16_t type : candidates) {
      if (type == BpolLexer::ELSE || type == BpolLexer::ARROW || type == BpolLexer::ASSIGN) {
        MissingWord(type, {MakeAt(mistake_, BpolLexer::NAME)});
      }
    }
  }

  void MissingWord(std::uint16_t type, Lexemes behind) {
    if (type == BpolLexer::WHEN && mistake_.LineHas(BpolLexer::WHEN)) return;
    // Where a name may stand, any word that is none but there would be taken for it.
    if (mistake_.ExpectsName() && IsName(type)) return;
    if (type == BpolLexer::FROM && IsBehindValue()) return;
    const std::string what = "`" + std::string(SpellingOf(type)) + "`" + (behind.empty() ? "" : " and a value");
    behind.insert(behind.begin(), MakeAt(mistake_, type));
    Propose(0, std::move(behind), mistake_.Missing(what));
  }

  // `order exists`: only a type or a list stands before `from`, and types begin with a capital.
  bool IsBehindValue() const {
    if (mistake_.outcome.at == 0 || TypeAt(mistake_.outcome.at - 1) != BpolLexer::NAME) return false;
    const std::string_view text = TextOf(mistake_.file, *At(mistake_.outcome.at - 1));
    return !text.empty() && text.front() >= 'a' && text.front() <= 'z';
  }

  void MissingNameOrValue() {
    const bool value = mistake_.ExpectsValue();
    const bool name = mistake_.ExpectsName() || mistake_.outcome.expected.empty();
    const bool text = !name && mistake_.Expects(BpolLexer::STRING);
    const bool number = !name && mistake_.Expects(BpolLexer::INT);
    if (!name && !text && !number) return;
    const std::size_t type = name ? BpolLexer::NAME : number ? BpolLexer::INT : BpolLexer::STRING;
    Propose(0, {MakeAt(mistake_, type)},
            mistake_.Missing(value    ? "value"
                             : name   ? "name"
                             : number ? "number"
                                      : "quoted text"));
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

  // when subject.a subject.b
  void MissingOperator() {
    if (!mistake_.Expects(BpolLexer::EQUAL)) return;
    Propose(0, {MakeAt(mistake_, BpolLexer::EQUAL)}, mistake_.Missing("operator"));
  }

  const Mistake& mistake_;
  std::vector<Repair> repairs_;
};

}  // namespace

std::vector<Repair> Proposals(const Mistake& mistake) {
  return Proposer(mistake).Run();
}

}  // namespace bpol::parse
