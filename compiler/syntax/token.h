// Token: a word, sign, literal or comment with its place; what the tree leaves out and formatters need.
#pragma once

#include <cstdint>

namespace bpol::syntax {

enum class TokenKind : std::uint8_t {
  Word,     // names and all words of the language
  Literal,  // numbers, money, dates, durations, addresses, quoted texts, patterns
  Sign,     // punctuation and operators
  Comment,  // from `//` to the end of its line, without the line break
};

struct Token {
  TokenKind kind;
  std::uint32_t begin;  // byte offsets in the file
  std::uint32_t end;
};

}  // namespace bpol::syntax
