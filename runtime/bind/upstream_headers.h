// Headers that a route gives its upstream: `header "x-customer" = subject.client_id` of a binding.
// INVARIANT: every value is a schema::IsFieldValue, every name a schema::IsFieldName.
#pragma once

#include <string>
#include <string_view>

#include "runtime/base/arena_list.h"
#include "runtime/bind/frame_writer.h"

namespace bpol::bind {

struct HeaderText {
  std::string_view name;   // of the schema
  std::string_view value;  // of the schema or in the arena
};

// Fills `out` from a frame that is bound. What is absent or empty gives no header. A value that is no field value, or
// too long for one, is input.misfit or input.too_large at the attribute that it comes from. `room` is what printing
// needs (PrintedAt).
Misfit TakeUpstreamHeaders(const schema::Unit& unit, const schema::Route& route, const FrameWriter& writer,
                           Arena& arena, std::string& room, ArenaList<HeaderText>& out);

}  // namespace bpol::bind
