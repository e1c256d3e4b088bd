// Words and signs that bpol does not have: reported, and mended where the meaning is clear.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/lexeme.h"

namespace bpol::parse {

// Mends signs of other languages (`&&`), curly quotes and texts without an end; drops characters that mean nothing.
void MendWords(const source::SourceFile& file, Lexemes& lexemes, Diagnostics& diagnostics);

bool IsReserved(std::uint16_t type);  // may name members only
bool IsName(std::uint16_t type);      // may name anything
inline bool IsWord(std::uint16_t type) {
  return IsReserved(type) || IsName(type);
}

// The words that begin a declaration.
std::span<const std::uint16_t> DeclarationWords();
bool BeginsDeclaration(std::uint16_t type);

// "when", "->"; the empty text for names and literals.
std::string_view SpellingOf(std::uint16_t type);

}  // namespace bpol::parse
