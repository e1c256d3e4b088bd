// Fold: the value of an expression that reads nothing of a request, for fixtures, tests, points and rows. Rules are not
// folded: what they compute is the engines' business.
#pragma once

#include <optional>

#include "compiler/checked/checked.h"

namespace bpol::check {

// Nothing where the expression reads a request, where it faults, or where it is of a kind that constants do not need.
std::optional<decision::Value> Fold(const checked::Unit& unit, checked::ExprId id);

// The set or list that holds `elements`: a set in its order, each once. Its memory is the unit's.
decision::Value ConstantCollection(const checked::Unit& unit, schema::TypeKind kind,
                                   std::vector<decision::Value> elements);

// The map that has `entries`, records of a key and a value, in the order of keys; nothing where a key stands twice.
std::optional<decision::Value> ConstantMap(const checked::Unit& unit, std::vector<decision::Value> entries);

}  // namespace bpol::check
