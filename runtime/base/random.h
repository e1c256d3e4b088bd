// Random: the same numbers on every machine, from a seed: splitmix64 (Steele, Lea, Flood 2014), and no distribution of
// the standard library, whose results differ between implementations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "runtime/base/check.h"

namespace bpol {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Next() {
    std::uint64_t mixed = state_ += 0x9e37'79b9'7f4a'7c15;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58'476d'1ce4'e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d0'49bb'1331'11eb;
    return mixed ^ (mixed >> 31);
  }

  // 0 .. bound - 1. The bias of the remainder is far below what any threshold here could notice.
  std::size_t Below(std::size_t bound) {
    BPOL_CHECK(bound > 0, "something is chosen from nothing");
    return static_cast<std::size_t>(Next() % bound);
  }
  // Both ends included.
  std::int64_t Between(std::int64_t low, std::int64_t high) {
    const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    const std::uint64_t step = width == 0 ? Next() : Next() % width;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + step);
  }
  bool Chance(int percent) { return static_cast<int>(Below(100)) < percent; }
  // In a thousand.
  bool Rarely(int permille) { return static_cast<int>(Below(1000)) < permille; }

  template <typename List>
  const auto& Pick(const List& list) {
    return list[Below(std::size(list))];
  }

  // A stream of its own, so that what one part draws does not change what the next part draws.
  Random Fork(std::uint64_t which) { return Random(Next() ^ (which * 0xd6e8'feb8'6659'fd93)); }

 private:
  std::uint64_t state_;
};

}  // namespace bpol
