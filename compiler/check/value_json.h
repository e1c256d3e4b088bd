// Values as the JSON of a request: for fixtures, tests and constants of bindings.
#pragma once

#include <nlohmann/json.hpp>

#include "compiler/check/session.h"

namespace bpol::check {

using Json = nlohmann::ordered_json;

// `value` is of `type`, or absent: null. Absent fields of records are left out.
Json ToJson(const Session& session, TypeRef type, const decision::Value& value);
// The value of a field, which may be an object of amount and currency.
Json ToJson(const Session& session, const schema::Field& field, const decision::Value& value);

}  // namespace bpol::check
