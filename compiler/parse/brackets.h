// Brackets and the borders of declarations, settled before the grammar runs, so that a forgotten `}` is one message and
// cannot swallow the rest of the file.
#pragma once

#include <span>
#include <vector>

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/lexeme.h"

namespace bpol::parse {

enum class Nesting { WithinLimit, TooDeep };

// Afterwards every bracket has its partner. What was missing is inserted where the layout says that it belongs, what
// was too much is left out; both are reported. TooDeep: reported, and the rest is not worth reading.
Nesting BalanceBrackets(const source::SourceFile& file, Lexemes& lexemes, Diagnostics& diagnostics);

// True where lexeme `at` begins a declaration as far as one can see from it, its place and the next word.
bool LooksLikeDeclaration(const Lexemes& lexemes, std::size_t at);

// Cuts balanced lexemes into pieces that each begin with a declaration; misspelt words at such places are reported and
// mended, and pieces that begin with no known word reported and left out.
std::vector<Lexemes> SplitDeclarations(const source::SourceFile& file, Lexemes lexemes, Diagnostics& diagnostics);

}  // namespace bpol::parse
