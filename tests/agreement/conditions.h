// The conditions of a unit: guards, `when`s, requirements, lines of consents, bins, `where`s, what `if` and `any` ask,
// what redactions ask. A generated unit is worth its time only where its conditions go both ways.
#pragma once

#include <span>
#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::agreement {

struct Asked {
  checked::ExprId condition;
  checked::ExprId behind;  // the condition on which it depends whether this one is asked; perhaps none
};

// Those that a decision can reach, each once, constants left out; `functions` are the unit's.
std::vector<Asked> ConditionsOf(const checked::Unit& unit, std::span<const checked::Function> functions);

}  // namespace bpol::agreement
