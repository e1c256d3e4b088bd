// Values as the JSON of a request: for fixtures, tests, constants of bindings, and requests that a tool makes.
#pragma once

#include <nlohmann/json.hpp>

#include "runtime/decision/value.h"
#include "runtime/schema/schema.h"

namespace bpol::checked {

using Json = nlohmann::ordered_json;

// `value` is of `type`, an index in Unit::types, or absent: null. Absent fields of records are left out.
Json ToJson(const schema::Unit& unit, std::uint32_t type, const decision::Value& value);
// The value of a field, which may be an object of amount and currency.
Json ToJson(const schema::Unit& unit, const schema::Field& field, const decision::Value& value);

}  // namespace bpol::checked
