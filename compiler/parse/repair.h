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
  std::size_t back = 0;    // how many lexemes before the mistake go away
  std::size_t remove = 0;  // and how many from it on
  Lexemes insert;          // what stands there instead
  Diagnostic report;
};

// Advice where a `value`, a `name`, a `number`, an `operator` or a `quoted text` is missing.
std::string HowToGive(const std::string& what);

// Where the grammar stopped.
struct Mistake {
  const source::SourceFile& file;
  std::span<const Lexeme> lexemes;
  const Outcome& outcome;
  std::size_t line_begin;  // index of the lexeme that begins the mistake's line
  std::size_t line_end;    // index of the next one that begins a line, or of the end

  bool at_end() const { return outcome.at >= lexemes.size(); }
  const Lexeme& seen() const { return lexemes[outcome.at]; }
  bool Expects(std::uint16_t type) const;
  bool ExpectsName() const;
  bool ExpectsValue() const;
  bool LineHas(std::uint16_t type) const;
  // The mistake's lexeme, or the last one where the text ends too early.
  Span Place() const;
  // Where something is missing, and how to say so: "missing `when` before `context`", "missing value behind `==`". At
  // the beginning of a line what is missing is missed by the line before.
  Diagnostic Missing(const std::string& what) const;
  // "`foo`", "the text", "the end of this declaration".
  std::string Seen() const;
  // "expected `when`, `require` or `}`"; empty where that would be a long list.
  std::string ExpectedList() const;
};

// What might mend it, the likeliest first; none need be right.
std::vector<Repair> Proposals(const Mistake& mistake);

// Without the rest of the line, then without ever more lines: one of them may begin something readable.
std::vector<Repair> Surrenders(const Mistake& mistake);

// What to say where nothing helps.
Diagnostic Unreadable(const Mistake& mistake);

}  // namespace bpol::parse
