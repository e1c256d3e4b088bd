#include "compiler/parse/parse.h"

#include <utility>

#include "compiler/parse/brackets.h"
#include "compiler/parse/builder.h"
#include "compiler/parse/characters.h"
#include "compiler/parse/grammar_run.h"
#include "compiler/parse/lexeme.h"
#include "compiler/parse/mend.h"
#include "compiler/parse/words.h"

namespace bpol::parse {
namespace {

using source::SourceFile;

// Builds the declaration from the tree of `run`, whose lexemes these are.
void BuildFrom(GrammarRun& run, const SourceFile& file, const Lexemes& lexemes, syntax::File& out,
               Diagnostics& diagnostics) {
  Builder(file, lexemes, out, diagnostics).Build(run.tree());
}

// One declaration at a time: its ANTLR tree is freed before the next one grows.
void ParseDeclaration(const SourceFile& file, Lexemes lexemes, Patience& patience, syntax::File& out,
                      Diagnostics& diagnostics) {
  GrammarRun first(lexemes);
  if (first.Try().stop == Stop::Finished) return BuildFrom(first, file, lexemes, out, diagnostics);
  if (Mend(file, lexemes, patience, diagnostics) == Mended::Lost) return;
  GrammarRun mended(lexemes);
  if (mended.Explain().stop == Stop::Finished) BuildFrom(mended, file, lexemes, out, diagnostics);
}

void ParseText(const SourceFile& file, syntax::File& out, Diagnostics& diagnostics) {
  if (CheckCharacters(file, diagnostics) == Readable::No) return;
  LexedText lexed = Lex(file);
  out.tokens = std::move(lexed.tokens);
  if (lexed.lexemes.size() > kMaxWords) {
    diagnostics.Add({.code = Code::FileTooLarge,
                     .span = {file.id(), 0, 0},
                     .message = "a file of " + std::to_string(lexed.lexemes.size()) + " words; " +
                                std::to_string(kMaxWords) + " are read",
                     .help = "split it into modules; bulk constants belong in a table file"});
    return;
  }
  MendWords(file, lexed.lexemes, diagnostics);
  if (BalanceBrackets(file, lexed.lexemes, diagnostics) == Nesting::TooDeep) return;
  Patience patience;
  for (Lexemes& declaration : SplitDeclarations(file, std::move(lexed.lexemes), diagnostics)) {
    ParseDeclaration(file, std::move(declaration), patience, out, diagnostics);
  }
}

}  // namespace

syntax::File Parse(const SourceFile& file, Diagnostics& diagnostics) {
  syntax::File out;
  out.source = file.id();
  out.span = file.All();
  // ANTLR throws where it has a bug, and std::bad_alloc is the only thing else that can come: neither may leave.
  try {
    ParseText(file, out, diagnostics);
  } catch (const std::exception&) {
    diagnostics.Add(
        {.code = Code::FileTooLarge, .span = {file.id(), 0, 0}, .message = "this file cannot be read", .labels = {}});
  }
  return out;
}

}  // namespace bpol::parse
