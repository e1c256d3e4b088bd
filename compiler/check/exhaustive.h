// Exhaustive: whether some of a list of conditions holds, whatever the values are.
#pragma once

#include <vector>

#include "compiler/check/session.h"

namespace bpol::check {

// Looks at conditions that each ask about one value: presence, a Bool, members of an enum, bounds of a number. False
// where that does not show it; then the conditions may still be exhaustive for a reason that is not looked at.
bool Exhaustive(const Session& session, const std::vector<checked::ExprId>& conditions);

// Where an expression reads its value, if it only reads: recovered from the checked tree.
std::optional<Place> PlaceOf(const checked::Unit& unit, checked::ExprId id);

}  // namespace bpol::check
