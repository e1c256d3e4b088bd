// Cost: an upper bound of what one decision can evaluate, counted, not measured (docs/language/cost.md).
#pragma once

#include <cstdint>

#include "compiler/checked/checked.h"

namespace bpol::describe {

// One for every node that may be evaluated, for every element that a quantifier may visit, for every element of a set
// that may be compared, and for every step of a search in a table. A cell counts once. Stops at INT64_MAX.
std::int64_t CostOf(const checked::Unit& unit, const checked::Action& action);
// The same of one event: of the transitions that leave a state on it, the most that any state has.
std::int64_t CostOf(const checked::Unit& unit, const checked::Lifecycle& lifecycle, const schema::Lifecycle& declared);

}  // namespace bpol::describe
