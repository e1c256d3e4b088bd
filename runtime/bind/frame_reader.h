// Frames as Values: how the plain evaluator, printers and keys of facts read what a binder wrote.
#pragma once

#include <cstddef>
#include <span>

#include "runtime/base/arena.h"
#include "runtime/decision/value.h"
#include "runtime/schema/schema.h"

namespace bpol::bind {

// The value of `type` at `from`. Texts and record fields point into the frame's memory or into `arena`.
decision::Value ReadValue(const schema::Unit& unit, const schema::Type& type, const std::byte* from, Arena& arena);

// A field of the record at `record`: Absent or Unavailable by its bits, else its value.
decision::Value ReadField(const schema::Unit& unit, const schema::Field& field, const std::byte* record, Arena& arena);

// One value a field. Fields of other arms of a union are Absent.
decision::Value ReadRecord(const schema::Unit& unit, const schema::Record& type, const std::byte* record, Arena& arena);

// What a path of field indices from the action's frame leads to: the key of a fact. Absent where an optional on the way
// is, Unavailable where a fact on the way is.
decision::Value ReadPath(const schema::Unit& unit, const schema::Action& action, const std::byte* frame,
                         std::span<const std::uint32_t> path, Arena& arena);

}  // namespace bpol::bind
