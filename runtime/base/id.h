// Id<Tag>: the index of a node in the vector that owns it. Cheap to copy, easy to print, impossible to leak.
#pragma once

#include <compare>
#include <cstdint>

namespace bpol {

template <typename Tag>
struct Id {
  static constexpr std::uint32_t kNone = 0xffff'ffff;
  std::uint32_t index = kNone;

  constexpr bool valid() const { return index != kNone; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

}  // namespace bpol
