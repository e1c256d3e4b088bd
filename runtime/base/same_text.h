// SameText: whether two short texts are equal, as names of members mostly are, without a call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace bpol {

// Of up to 16 bytes the first and the last words are all there is.
inline bool SameText(std::string_view left, std::string_view right) noexcept {
  const std::size_t size = left.size();
  if (size != right.size()) return false;
  const auto same_ends = [&]<typename Word>(Word) {
    Word ends[4];
    std::memcpy(&ends[0], left.data(), sizeof(Word));
    std::memcpy(&ends[1], right.data(), sizeof(Word));
    std::memcpy(&ends[2], left.data() + size - sizeof(Word), sizeof(Word));
    std::memcpy(&ends[3], right.data() + size - sizeof(Word), sizeof(Word));
    return ends[0] == ends[1] && ends[2] == ends[3];
  };
  if (size > 16) return std::memcmp(left.data(), right.data(), size) == 0;
  if (size >= 8) return same_ends(std::uint64_t{});
  if (size >= 4) return same_ends(std::uint32_t{});
  return left == right;
}

}  // namespace bpol
