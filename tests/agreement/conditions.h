// The conditions of a unit: guards, `when`s, requirements, lines of consents, bins, `where`s, what `if` and `any` ask,
// what redactions ask. A generated unit is worth its time only where its conditions go both ways.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::agreement {

// What the variables of quantifiers and of definitions that are called stand for: the list, or the value that was
// given.
using Variables = std::map<std::uint32_t, checked::ExprId>;

struct Asked {
  checked::ExprId condition;
  // Perhaps none: it is asked only where this one went that way.
  checked::ExprId behind;
  bool behind_holds = true;
  checked::ExprId whole;  // of a side of `and` or `or`: the condition that it is a part of; else itself
  Variables variables;    // those around it

  bool is_part() const { return whole.index != condition.index; }
};

// Those that a decision can reach, each once, constants left out; `functions` are the unit's. What counts as a
// condition of the unit is whole: sides of `and` and `or` come with them, as steps towards the whole.
std::vector<Asked> ConditionsOf(const checked::Unit& unit, std::span<const checked::Function> functions);

}  // namespace bpol::agreement
