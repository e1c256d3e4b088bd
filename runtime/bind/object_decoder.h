// DecodeObject: one object into a record, for conditions that read it: of a response for its redaction, of a store for
// its lifecycle.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "runtime/base/arena.h"
#include "runtime/bind/json_parser.h"
#include "runtime/schema/schema.h"

namespace bpol::bind {

// The members `live` of the object `json` of type `record` (index in Unit::records); undeclared members do not matter
// here. Null when the text is no JSON object or a live member does not fit. The record lives in `arena`.
const std::byte* DecodeObject(const schema::Unit& unit, std::uint32_t record, std::span<const schema::Live> live,
                              std::string_view json, Arena& arena, JsonParser& parser);
// The same of all its members.
const std::byte* DecodeWholeObject(const schema::Unit& unit, std::uint32_t record, std::string_view json, Arena& arena,
                                   JsonParser& parser);

}  // namespace bpol::bind
