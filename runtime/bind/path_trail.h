// PathTrail: where in the input a decoder stands, written as text only when something does not fit.
// A step is left standing when decoding fails, so that the trail then names the place.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/base/arena.h"
#include "runtime/schema/schema.h"

namespace bpol::bind {

class PathTrail {
 public:
  // Types nest no deeper than this: input is at most kMaxDepth deep, and a path begins with a few names of ours.
  static constexpr std::size_t kCapacity = 48;

  // `name` outlives the trail.
  void Enter(std::string_view name) { steps_[Checked(size_++)] = {name, schema::kNone}; }
  void EnterElement(std::size_t index) { steps_[Checked(size_++)] = {{}, static_cast<std::uint32_t>(index)}; }
  void Leave() { --size_; }

  // `body.items[2].amount`, in the arena.
  std::string_view Text(Arena& arena) const;

 private:
  static std::size_t Checked(std::size_t index);

  struct Step {
    std::string_view name;
    std::uint32_t index = schema::kNone;
  };
  std::array<Step, kCapacity> steps_;
  std::size_t size_ = 0;
};

// How a path shows the name of a member that we do not know: as it is where it looks like a name, else `?`. A
// stranger's bytes, or an account number used as a name, must not reach logs through a path.
std::string_view ShownName(std::string_view name);

// The path of a frame's field as input is written: `context.ip`, `keys.consent_id`; behind it `below`, where the trail
// of what was decoded there leads. In the arena.
std::string_view PathText(const schema::Unit& unit, const schema::Action& action, std::span<const std::uint32_t> path,
                          std::string_view below, Arena& arena);

}  // namespace bpol::bind
