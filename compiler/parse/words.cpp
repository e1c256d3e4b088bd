#include "compiler/parse/words.h"

#include <BpolLexer.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "compiler/parse/byte_stream.h"

namespace bpol::parse {
namespace {

using bpolgen::BpolLexer;
using source::SourceFile;

constexpr std::uint16_t kDeclarationWords[] = {
    BpolLexer::MODULE,  BpolLexer::USE,       BpolLexer::CLASS,     BpolLexer::DEFAULT, BpolLexer::ACR,
    BpolLexer::ENUM,    BpolLexer::ENTITY,    BpolLexer::RECORD,    BpolLexer::ACTION,  BpolLexer::PARAM,
    BpolLexer::TABLE,   BpolLexer::FACT,      BpolLexer::SIGNAL,    BpolLexer::KEY,     BpolLexer::OBLIGATION,
    BpolLexer::LET,     BpolLexer::DEF,       BpolLexer::RULES,     BpolLexer::DECIDE,  BpolLexer::CONSENT,
    BpolLexer::SCORE,   BpolLexer::LIFECYCLE, BpolLexer::RESIDENCY, BpolLexer::REDACT,  BpolLexer::BIND,
    BpolLexer::FIXTURE, BpolLexer::TEST,      BpolLexer::INVARIANT,
};

struct Foreign {
  std::string_view written;
  std::uint16_t type;  // 0: left out
  std::string_view help;
};

constexpr Foreign kForeign[] = {
    {"&&", BpolLexer::AND, "write `and`"},
    {"||", BpolLexer::OR, "write `or`"},
    {"!", BpolLexer::NOT, "write `not`"},
    {"=>", BpolLexer::ARROW, "write `->`"},
    {"===", BpolLexer::EQUAL, "write `==`"},
    {"!==", BpolLexer::NOT_EQUAL, "write `!=`"},
    {"<>", BpolLexer::NOT_EQUAL, "write `!=`"},
    {":=", BpolLexer::ASSIGN, "write `=`"},
    {";", 0, "leave it out: lines need no end sign"},
};

class WordMender {
 public:
  WordMender(const SourceFile& file, Lexemes& lexemes, Diagnostics& diagnostics)
      : file_(file), in_(lexemes), diagnostics_(diagnostics) {}

  Lexemes Run() {
    for (at_ = 0; at_ < in_.size(); ++at_) {
      const Lexeme& lexeme = in_[at_];
      row_ = lexeme.first_on_line ? lexeme.type == BpolLexer::BAR : row_;
      if (lexeme.type == BpolLexer::FOREIGN) {
        MendForeign(lexeme);
      } else if (lexeme.type == BpolLexer::BAR && IsDoubleBar()) {
        Lexeme both = lexeme;
        both.end = in_[++at_].end;
        MendForeign(both);
      } else if (lexeme.type == BpolLexer::OPEN_STRING) {
        Report(Code::UnclosedString, lexeme, "this text is not closed", "end it with `\"` on the same line");
        Put(lexeme, BpolLexer::STRING);
      } else if (lexeme.type == BpolLexer::UNKNOWN) {
        MendUnknown();
      } else {
        if (IsBareControl()) PutControl();
        out_.push_back(lexeme);
        if (spoilt_ && !lexeme.first_on_line) out_.back().state = LexemeState::Mended;
        spoilt_ = false;
      }
    }
    return std::move(out_);
  }

 private:
  std::string_view Text(const Lexeme& lexeme) const { return TextOf(file_, lexeme); }

  // Two bars without a gap, outside a row of a table, where they would be an empty cell.
  bool IsDoubleBar() const {
    return !row_ && at_ + 1 < in_.size() && in_[at_ + 1].type == BpolLexer::BAR && in_[at_ + 1].begin == in_[at_].end;
  }

  // A line of the text that begins `psd2.rts("13")` behind a name or a text: no expression begins there.
  bool IsBareControl() const {
    if (!in_[at_].first_on_line || in_[at_].type != BpolLexer::NAME || at_ == 0) return false;
    const std::uint16_t before = in_[at_ - 1].type;
    if (before != BpolLexer::STRING && before != BpolLexer::NAME) return false;
    std::size_t next = at_ + 1;
    while (TypeAt(next) == BpolLexer::DOT && TypeAt(next + 1) == BpolLexer::NAME) next += 2;
    return TypeAt(next) == BpolLexer::LPAREN && TypeAt(next + 1) == BpolLexer::STRING &&
           TypeAt(next + 2) == BpolLexer::RPAREN;
  }
  std::uint16_t TypeAt(std::size_t at) const { return at < in_.size() ? in_[at].type : 0; }

  void PutControl() {
    const Lexeme& lexeme = in_[at_];
    const Span before{file_.id(), lexeme.begin, lexeme.begin};
    Report(Code::MissingText, lexeme, "missing `control` before `" + std::string(Text(lexeme)) + "`",
           "what stands in brackets behind a catalogue is the number of a control", {{before, "control "}});
    out_.push_back({lexeme.begin, lexeme.begin, BpolLexer::CONTROL, true, LexemeState::Made});
  }

  void MendForeign(const Lexeme& lexeme) {
    const auto known = std::ranges::find(kForeign, Text(lexeme), &Foreign::written);
    Report(Code::ForeignOperator, lexeme, "`" + std::string(Text(lexeme)) + "` is not a sign of this language",
           std::string(known->help), {{SpanOf(file_, lexeme), known->type == 0 ? "" : InsteadOf(lexeme, known->type)}});
    if (known->type != 0) Put(lexeme, known->type);
  }

  // A word where a sign stood needs its blanks.
  std::string InsteadOf(const Lexeme& lexeme, std::uint16_t type) const {
    std::string text(SpellingOf(type));
    const bool word = text.front() >= 'a' && text.front() <= 'z';
    const auto blank = [&](std::uint32_t at) {
      return std::string_view(" \n\r\t(").find(file_.text()[at]) != std::string_view::npos;
    };
    if (word && lexeme.begin > 0 && !blank(lexeme.begin - 1)) text.insert(0, " ");
    if (word && lexeme.end < file_.text().size() && !blank(lexeme.end)) text += " ";
    return text;
  }

  void MendUnknown() {
    const Lexeme& lexeme = in_[at_];
    const std::string_view text = Text(lexeme);
    if (lexeme.begin == 0 && text == "\xef\xbb\xbf") return SkipByteOrderMark();
    const std::string shown = text.size() > 40 ? "these characters" : "`" + std::string(text) + "`";
    if (!IsCurlyQuote(text)) {
      Report(Code::UnknownCharacter, lexeme, shown + " outside quotes",
             IsCurrencySign(text) ? "an amount begins with the three letters of its currency: `EUR 30.00`"
                                  : "names are of letters a to z, digits and `_`");
      spoilt_ = true;
      return;
    }
    Report(Code::UnknownCharacter, lexeme, "curly quotes", "texts stand in straight quotes: `\"`");
    Lexeme whole = lexeme;
    for (std::size_t next = at_ + 1; next < in_.size() && !in_[next].first_on_line; ++next) {
      if (in_[next].type != BpolLexer::UNKNOWN || !IsCurlyQuote(Text(in_[next]))) continue;
      whole.end = in_[next].end;
      at_ = next;
      break;
    }
    Put(whole, BpolLexer::STRING);
  }

  // It says only that this is UTF-8; what stands behind it begins the line.
  void SkipByteOrderMark() {
    if (in_.size() > 1) in_[1].first_on_line = true;
  }

  static bool IsCurlyQuote(std::string_view text) {
    // U+201C..201F and U+2018, U+2019; quoted words may touch them
    return text.starts_with("\xe2\x80") && text.size() >= 3 && static_cast<unsigned char>(text[2]) >= 0x98 &&
           static_cast<unsigned char>(text[2]) <= 0x9f;
  }

  static bool IsCurrencySign(std::string_view text) {
    return std::ranges::any_of(std::array{"\u20ac", "$", "\u00a3", "\u00a5"},
                               [&](std::string_view sign) { return text.starts_with(sign); });
  }

  void Report(Code code, const Lexeme& lexeme, std::string message, std::string help,
              std::vector<diagnostics::Edit> edits = {}) {
    diagnostics_.Add({.code = code,
                      .span = SpanOf(file_, lexeme),
                      .message = std::move(message),
                      .help = std::move(help),
                      .edits = std::move(edits)});
  }

  void Put(Lexeme lexeme, std::size_t type) {
    lexeme.type = static_cast<std::uint16_t>(type);
    lexeme.state = LexemeState::Mended;
    out_.push_back(lexeme);
  }

  const SourceFile& file_;
  Lexemes& in_;
  Diagnostics& diagnostics_;
  Lexemes out_;
  std::size_t at_ = 0;
  bool row_ = false;     // inside a row of a table
  bool spoilt_ = false;  // something was left out just before
};

// Every fixed spelling by token type, without ANTLR's quotes; empty for names and literals.
std::vector<std::string> MakeSpellings() {
  ByteStream nothing("");
  const BpolLexer lexer(&nothing);
  const antlr4::dfa::Vocabulary& vocabulary = lexer.getVocabulary();
  std::vector<std::string> spellings;
  for (std::size_t type = 0; type <= vocabulary.getMaxTokenType(); ++type) {
    const std::string quoted = vocabulary.getLiteralName(type);
    spellings.push_back(quoted.size() < 3 ? "" : quoted.substr(1, quoted.size() - 2));
  }
  return spellings;
}

}  // namespace

void MendWords(const SourceFile& file, Lexemes& lexemes, Diagnostics& diagnostics) {
  lexemes = WordMender(file, lexemes, diagnostics).Run();
}

bool IsReserved(std::uint16_t type) {
  return type >= BpolLexer::ABSENT && type <= BpolLexer::WITHIN;
}

bool IsName(std::uint16_t type) {
  return type >= BpolLexer::ACR && type <= BpolLexer::NAME;
}

std::span<const std::uint16_t> DeclarationWords() {
  return kDeclarationWords;
}

bool BeginsDeclaration(std::uint16_t type) {
  return std::ranges::find(kDeclarationWords, type) != std::end(kDeclarationWords);
}

std::string_view SpellingOf(std::uint16_t type) {
  static const std::vector<std::string> spellings = MakeSpellings();
  return type < spellings.size() ? std::string_view(spellings[type]) : std::string_view();
}

}  // namespace bpol::parse
