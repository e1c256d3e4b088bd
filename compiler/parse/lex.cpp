#include <BpolLexer.h>

#include "compiler/parse/byte_stream.h"
#include "compiler/parse/lexeme.h"

namespace bpol::parse {
namespace {

using bpolgen::BpolLexer;

syntax::TokenKind KindOf(std::size_t type) {
  if (type == BpolLexer::COMMENT) return syntax::TokenKind::Comment;
  if (type <= BpolLexer::NAME) return syntax::TokenKind::Word;
  if (type <= BpolLexer::ADDRESS) return syntax::TokenKind::Literal;
  return syntax::TokenKind::Sign;
}

}  // namespace

LexedText Lex(const source::SourceFile& file) {
  ByteStream stream(file.text());
  BpolLexer lexer(&stream);
  lexer.removeErrorListeners();
  LexedText lexed;
  std::size_t last_line = 0;
  while (true) {
    const auto token = lexer.nextToken();
    const std::size_t type = token->getType();
    if (type == antlr4::Token::EOF) return lexed;
    const auto begin = static_cast<std::uint32_t>(token->getStartIndex());
    const auto end = static_cast<std::uint32_t>(token->getStopIndex() + 1);
    lexed.tokens.push_back({KindOf(type), begin, end});
    if (type == BpolLexer::COMMENT) continue;
    const bool first = token->getLine() != last_line;
    last_line = token->getLine();
    lexed.lexemes.push_back({begin, end, static_cast<std::uint16_t>(type), first, LexemeState::AsWritten});
  }
}

}  // namespace bpol::parse
