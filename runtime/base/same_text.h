// SameText: whether two texts are equal, without a call: names of members and texts that rules compare are too short to
// be worth one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace bpol {

// By words, the last of which overlaps the one before.
inline bool SameText(std::string_view left, std::string_view right) noexcept {
  const std::size_t size = left.size();
  if (size != right.size()) return false;
  const auto same_at = [&]<typename Word>(std::size_t at, Word) {
    Word words[2];
    std::memcpy(&words[0], left.data() + at, sizeof(Word));
    std::memcpy(&words[1], right.data() + at, sizeof(Word));
    return words[0] == words[1];
  };
  if (size >= 8) {
    for (std::size_t at = 0; at < size - 8; at += 8)
      if (!same_at(at, std::uint64_t{})) return false;
    return same_at(size - 8, std::uint64_t{});
  }
  if (size >= 4) return same_at(0, std::uint32_t{}) && same_at(size - 4, std::uint32_t{});
  for (std::size_t at = 0; at < size; ++at)
    if (left[at] != right[at]) return false;
  return true;
}

}  // namespace bpol
