// A repair: what to change at the mistake, and what to say about it. Internal to parse/.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/parse/grammar_run.h"
#include "compiler/parse/lexeme.h"

namespace bpol::parse {

struct Repair {
  std::size_t remove = 0;  // how many lexemes from the mistake on go away
  Lexemes insert;          // what stands there instead
  std::size_t goal = 0;    // the repair is right if the grammar then gets past this old index
  Diagnostic report;
};

// Where the grammar stopped.
struct Mistake {
  const source::SourceFile& file;
  std::span<const Lexeme> lexemes;
  const Outcome& outcome;
  std::size_t line_end;  // index of the next lexeme that begins a line, or of the end

  bool at_end() const { return outcome.at >= lexemes.size(); }
  const Lexeme& seen() const { return lexemes[outcome.at]; }
  bool Expects(std::uint16_t type) const;
  bool ExpectsName() const;
  bool ExpectsValue() const;
  // The mistake's lexeme, or the last one where the text ends too early.
  Span Place() const;
  // "`foo`", "the text", "the end of this declaration".
  std::string Seen() const;
  // "expected `when`, `require` or `}`"; empty where that would be a long list.
  std::string ExpectedList() const;
};

// What might mend it, the likeliest first. Never empty, but none need be right.
std::vector<Repair> Proposals(const Mistake& mistake);

// Gives up the rest of the line, or the whole line, or says what is wrong without mending.
std::vector<Repair> Surrenders(const Mistake& mistake);

}  // namespace bpol::parse
