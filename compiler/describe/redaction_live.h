// What a condition reads of its object, as the tree of fields that must be decoded for it.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::describe {

struct ObjectReading {
  std::uint32_t record = checked::kNone;  // index in Unit::records; kNone: the expression reads no object
  checked::TypeRef type;                  // of the object
  std::vector<schema::Live> live;
};
ObjectReading ReadingOf(const checked::Unit& unit, checked::ExprId expr);

// Adds what `more` holds to `live`.
void MergeLive(std::vector<schema::Live>& live, const std::vector<schema::Live>& more);

// The sub-expressions of an expression, in order of evaluation.
std::vector<checked::ExprId> SubExpressions(const checked::Node& node);

}  // namespace bpol::describe
