// Diagnostic: what is wrong with a policy, as a value with spans. Built where the fact is known, rendered elsewhere.
// Wording: lower case, no full stop, code in backticks, one line; what was seen rather than what is forbidden.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/source/span.h"

namespace bpol::diagnostics {

enum class Code {
#define BPOL_CODE(number, name, title) name,
#include "compiler/diagnostics/codes.def"
#undef BPOL_CODE
};

enum class Severity { Error, Warning };

std::string_view NumberOf(Code code);  // "E0304"
std::string_view TitleOf(Code code);   // what the index of docs/diagnostics says
Severity SeverityOf(Code code);        // by the letter of its number

// All codes in the order of codes.def.
const std::vector<Code>& AllCodes();

// A second place that belongs to the story: "first declared here".
struct Label {
  Span span;
  std::string text;
};

// What stands in `span` becomes `text`; an empty span is a place to put it.
struct Edit {
  Span span;
  std::string text;
};

// How to mend it, in words; and where a name was misspelt and only one other can be meant, both names: then those
// places of the diagnostic that hold `wrong` become `right`.
struct Advice {
  Advice() = default;
  Advice(const char* words) : text(words) {}             // NOLINT: most advice is words
  Advice(std::string words) : text(std::move(words)) {}  // NOLINT
  Advice(std::string words, std::string seen, std::string meant)
      : text(std::move(words)), wrong(std::move(seen)), right(std::move(meant)) {}

  bool empty() const { return text.empty(); }

  std::string text;
  std::string wrong, right;
};

struct Diagnostic {
  Code code;
  Span span;            // the smallest range that is wrong; invalid where no file is to blame
  std::string message;  // what was seen
  std::vector<Label> labels = {};
  Advice help = {};              // empty where there is none
  std::vector<Edit> edits = {};  // what certainly mends it, beside a name of `help`; fix.h has both
};

}  // namespace bpol::diagnostics

namespace bpol {
using diagnostics::Advice;
using diagnostics::Code;
using diagnostics::Diagnostic;
}  // namespace bpol
