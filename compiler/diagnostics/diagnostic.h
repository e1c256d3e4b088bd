// Diagnostic: what is wrong with a policy, as a value with spans. Built where the fact is known, rendered elsewhere.
// Wording: lower case, no full stop, code in backticks, one line; what was seen rather than what is forbidden.
#pragma once

#include <string>
#include <string_view>
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

struct Diagnostic {
  Code code;
  Span span;            // the smallest range that is wrong; invalid where no file is to blame
  std::string message;  // what was seen
  std::vector<Label> labels = {};
  std::string help = {};  // advice; empty where there is none
};

}  // namespace bpol::diagnostics

namespace bpol {
using diagnostics::Code;
using diagnostics::Diagnostic;
}  // namespace bpol
