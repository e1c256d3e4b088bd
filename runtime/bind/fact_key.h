// The text by which a host asks a store for a fact.
#pragma once

#include <string>
#include <string_view>

#include "runtime/base/arena.h"
#include "runtime/schema/schema.h"

namespace bpol::bind {

// What a fact without keys stands under in its store.
inline constexpr std::string_view kOnlyKey = "*";

struct FactKey {
  enum class State : std::uint8_t {
    There,
    Absent,       // one of the keys is: so is the fact
    Unavailable,  // one of the keys reads a fact that is
  };
  State state = State::Absent;
  std::string_view text = {};  // of the frame or in the arena
};

// The key of `use` in a frame where its keys are set. One key stands as decisions print it: a text as it is, an enum by
// its wire name, dates as RFC 3339. Of several, each has `%` written `%25` and `,` written `%2C`, and commas stand
// between them, so that no two lists of keys give one text. `room` is what printing needs (PrintedAt).
FactKey KeyOf(const schema::Unit& unit, const schema::Action& action, const schema::FactUse& use,
              const std::byte* frame, Arena& arena, std::string& room);

}  // namespace bpol::bind
