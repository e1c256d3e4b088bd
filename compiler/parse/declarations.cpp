#include <BpolLexer.h>

#include <string>

#include "compiler/parse/brackets.h"
#include "compiler/parse/spelling.h"
#include "compiler/parse/words.h"

namespace bpol::parse {
namespace {

using bpolgen::BpolLexer;
using source::SourceFile;

bool BeginsRest(std::uint16_t type) {
  return IsName(type) || type == BpolLexer::STRING || type == BpolLexer::LBRACE;
}

class Splitter {
 public:
  Splitter(const SourceFile& file, Lexemes lexemes, Diagnostics& diagnostics)
      : file_(file), lexemes_(std::move(lexemes)), diagnostics_(diagnostics) {}

  std::vector<Lexemes> Run() {
    for (std::size_t at = 0; at < lexemes_.size(); ++at) {
      if (depth_ == 0) Begin(at);
      const std::uint16_t type = lexemes_[at].type;
      const bool opens = type == BpolLexer::LBRACE || type == BpolLexer::LPAREN || type == BpolLexer::LBRACKET;
      const bool closes = type == BpolLexer::RBRACE || type == BpolLexer::RPAREN || type == BpolLexer::RBRACKET;
      depth_ += opens ? 1 : closes ? -1 : 0;
      if (!dropping_) pieces_.back().push_back(lexemes_[at]);
    }
    return std::move(pieces_);
  }

 private:
  // Lexeme `at` stands outside all brackets: does a declaration begin with it?
  void Begin(std::size_t at) {
    if (LooksLikeDeclaration(lexemes_, at)) return Open();
    if (LooksMisspelt(at)) return BeginMisspelt(at);
    if (pieces_.empty() && !dropping_) {
      ReportUnknown(at, "");
      dropping_ = true;
    }
  }

  void Open() {
    pieces_.emplace_back();
    dropping_ = false;
  }

  // An unknown word at the left edge with a name or a text behind it, as only declarations have.
  bool LooksMisspelt(std::size_t at) const {
    const Lexeme& lexeme = lexemes_[at];
    return lexeme.first_on_line && lexeme.type == BpolLexer::NAME && at + 1 < lexemes_.size() &&
           BeginsRest(lexemes_[at + 1].type) && lexemes_[at + 1].type != BpolLexer::FROM &&
           file_.LineStart(file_.LineOf(lexeme.begin)) == lexeme.begin;
  }

  void BeginMisspelt(std::size_t at) {
    const std::uint16_t meant = NearestWord(TextOf(file_, lexemes_[at]), DeclarationWords());
    ReportUnknown(at, meant == 0 ? "" : "did you mean `" + std::string(SpellingOf(meant)) + "`?");
    if (meant == 0) {
      dropping_ = true;
      return;
    }
    lexemes_[at].type = meant;
    lexemes_[at].state = LexemeState::Mended;
    Open();
  }

  void ReportUnknown(std::size_t at, std::string help) {
    const std::string seen(TextOf(file_, lexemes_[at]).substr(0, 40));
    if (help.empty()) help = "declarations begin with a word such as `rules`, `record` or `action`";
    diagnostics_.Add({.code = Code::UnknownWord,
                      .span = SpanOf(file_, lexemes_[at]),
                      .message = "no declaration begins with `" + seen + "`",
                      .help = std::move(help)});
  }

  const SourceFile& file_;
  Lexemes lexemes_;
  Diagnostics& diagnostics_;
  std::vector<Lexemes> pieces_;
  int depth_ = 0;
  bool dropping_ = false;
};

}  // namespace

bool LooksLikeDeclaration(const Lexemes& lexemes, std::size_t at) {
  const Lexeme& lexeme = lexemes[at];
  if (!lexeme.first_on_line || !BeginsDeclaration(lexeme.type)) return false;
  if (at + 1 == lexemes.size()) return true;
  const std::uint16_t next = lexemes[at + 1].type;
  if (next == BpolLexer::FROM) return false;  // `record from …` converts
  return BeginsRest(next) ||
         (IsReserved(next) && next != BpolLexer::IS && next != BpolLexer::IN && next != BpolLexer::AND &&
          next != BpolLexer::OR && next != BpolLexer::NOT && next != BpolLexer::CONTAINS &&
          next != BpolLexer::MATCHES && next != BpolLexer::WITHIN && next != BpolLexer::UNLESS &&
          next != BpolLexer::THEN && next != BpolLexer::ELSE && next != BpolLexer::WHEN);
}

std::vector<Lexemes> SplitDeclarations(const SourceFile& file, Lexemes lexemes, Diagnostics& diagnostics) {
  return Splitter(file, std::move(lexemes), diagnostics).Run();
}

}  // namespace bpol::parse
