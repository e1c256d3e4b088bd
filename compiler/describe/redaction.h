// Turns the `redact` blocks of an action, as their author wrote them, into the plan that the redactor follows: for
// every place of the response type the treatments in order of precedence (language.md section 7, Redaction).
//
// INVARIANT: a place that no line speaks of is kept only if its class is the default or weaker; else nothing keeps it.
// INVARIANT: conditions that cannot be asked where they are needed count as faulted: the place is removed.
#pragma once

#include <string>
#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::describe {

struct ResolvedRedaction {
  // Its functions, and its lines, are numbered from 0: indices in `conditions` and `lines`.
  schema::Redaction redaction;
  std::vector<checked::ConditionFunction> conditions;
  std::vector<std::string> lines;  // for Unit::redact_lines
  // What the decision evaluates for its faults: the parts of all conditions that read the request only, each behind
  // what protects it. May name expressions of `exprs`.
  checked::CheckFunction check;
  std::vector<checked::Expr> exprs;  // to be appended to Unit::exprs, where the first gets the id Unit::exprs.size()
};

// The action has a response. Two calls on one unit must append the expressions of the first before the second.
ResolvedRedaction ResolveRedaction(const checked::Unit& unit, const checked::Action& action);

// Moves local numbers to their place in the unit.
void NumberRedaction(schema::Redaction& redaction, std::uint32_t first_function, std::uint32_t first_line);

// For people: for each action with a response its name, then a line a place with its class and what becomes of it.
// `described` is what Describe made of `unit`.
std::string PrintRedaction(const checked::Unit& unit, const schema::Unit& described);

}  // namespace bpol::describe
