// Values of a frame as texts for others than policies: keys of stores, headers of upstreams.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "runtime/decision/value.h"
#include "runtime/schema/schema.h"

namespace bpol::bind {

// `value`, which is present and stands at `path` from the action's frame, as decisions print it: texts as they are,
// enums by wire name, dates and instants as RFC 3339. Stands in `room`, in place of what stood there; a room that stays
// with its core takes no memory once it has held the longest.
std::string_view PrintedAt(const schema::Unit& unit, const schema::Action& action, std::span<const std::uint32_t> path,
                           const decision::Value& value, std::string& room);

}  // namespace bpol::bind
