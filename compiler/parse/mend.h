// Mending: one declaration that the grammar refuses becomes one that it reads, a reported mistake at a time.
// A change counts as the right one when the grammar then reads on past the line of the mistake; that is tried, not
// guessed, so "missing `when`" is only said where a `when` would have been enough.
#pragma once

#include <cstddef>

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/grammar_run.h"
#include "compiler/parse/lexeme.h"

namespace bpol::parse {

// How much work mending may still cost in one file, in lexemes read again; a hostile file must not take minutes.
struct Patience {
  std::size_t lexemes = 2'000'000;
  std::size_t mistakes = 100;
};

enum class Mended { Readable, Lost };  // Lost: reported; the declaration is left out

Mended Mend(const source::SourceFile& file, Lexemes& lexemes, Patience& patience, Diagnostics& diagnostics);

}  // namespace bpol::parse
