// Scalars from text: the one place where a text of the outside becomes a typed value in a frame.
// JSON strings, headers, claims and path variables all come through here, so that they mean the same.
#pragma once

#include <cstddef>
#include <string_view>

#include "runtime/base/arena.h"
#include "runtime/schema/schema.h"
#include "runtime/values/fault.h"

namespace bpol::bind {

// Whether texts of a frame are copied into the arena, or point to where they stand: what lives as long as the frame.
enum class Texts : std::uint8_t { Copied, Kept };

// Types that JSON writes as a string. Writes the value at `out`.
// input.misfit, input.too_large (a text above its bound), input.unknown_member (an enum without `otherwise`).
values::Fault ScalarFromString(const schema::Unit& unit, const schema::Type& type, std::string_view text, Arena& arena,
                               std::byte* out, Texts texts = Texts::Copied);

// An Int within the range of its type.
values::Fault IntInRange(const schema::Type& type, std::int64_t number, std::byte* out);

// Any scalar from text without quotes: also `true`, `false` and whole numbers.
values::Fault ScalarFromWire(const schema::Unit& unit, const schema::Type& type, std::string_view text, Arena& arena,
                             std::byte* out);

}  // namespace bpol::bind
