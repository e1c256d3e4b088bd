// Lexeme: one word, sign or literal on its way from the lexer to the grammar; comments are already gone.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/source/source_file.h"
#include "compiler/syntax/token.h"

namespace bpol::parse {

enum class LexemeState : std::uint8_t {
  AsWritten,
  Mended,  // reported and changed into something that fits; what follows on its line may be off as well
  Made,    // not in the text: inserted where something was missing; empty span
};

struct Lexeme {
  std::uint32_t begin = 0;  // byte offsets
  std::uint32_t end = 0;
  std::uint16_t type = 0;  // of bpolgen::BpolLexer
  bool first_on_line = false;
  LexemeState state = LexemeState::AsWritten;
};

using Lexemes = std::vector<Lexeme>;

struct LexedText {
  Lexemes lexemes;
  std::vector<syntax::Token> tokens;  // with comments
};

// Splits a text that CheckCharacters accepted. Never fails: what is no word is of type UNKNOWN.
LexedText Lex(const source::SourceFile& file);

inline Span SpanOf(const source::SourceFile& file, const Lexeme& lexeme) {
  return {file.id(), lexeme.begin, lexeme.end};
}
inline std::string_view TextOf(const source::SourceFile& file, const Lexeme& lexeme) {
  return file.text().substr(lexeme.begin, lexeme.end - lexeme.begin);
}

}  // namespace bpol::parse
