// Values for people: as a policy would write them.
#pragma once

#include <string>

#include "runtime/decision/value.h"
#include "runtime/schema/schema.h"

namespace bpol::trial {

// `type` is an index in Unit::types. Records by field, without those that are absent; of long collections the first
// elements and how many more there are.
std::string TextOf(const schema::Unit& unit, std::uint32_t type, const decision::Value& value);

}  // namespace bpol::trial
