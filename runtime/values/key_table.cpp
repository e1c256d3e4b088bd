#include "runtime/values/key_table.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/base/check.h"

namespace bpol::values {
namespace {

// 2^64 over the golden ratio: bits that stand close together end up far apart, in the upper half.
constexpr std::uint64_t kSpread = 0x9e37'79b9'7f4a'7c15;

std::uint64_t Mix(std::uint64_t word) noexcept {
  word *= kSpread;
  return word ^ (word >> 32);
}

template <typename T>
std::uint64_t Bytes(const char* at) noexcept {
  T bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

std::uint32_t TagOf(std::int64_t word) noexcept {
  return static_cast<std::uint32_t>(static_cast<std::uint64_t>(word) >> 32);
}

}  // namespace

std::int64_t HashOfText(std::string_view text) noexcept {
  const char* at = text.data();
  std::size_t left = text.size();
  std::uint64_t hash = Mix(left + 1);
  for (; left > 8; at += 8, left -= 8) hash = Mix(hash ^ Bytes<std::uint64_t>(at));
  // The rest by two loads that may overlap.
  std::uint64_t rest = 0;
  if (left >= 4) {
    rest = Bytes<std::uint32_t>(at) | Bytes<std::uint32_t>(at + left - 4) << 32;
  } else if (left > 0) {
    rest = Bytes<std::uint8_t>(at) | Bytes<std::uint8_t>(at + left / 2) << 8 | Bytes<std::uint8_t>(at + left - 1) << 16;
  }
  return static_cast<std::int64_t>(Mix(hash ^ rest));
}

std::uint32_t TagOfKey(std::int64_t key) noexcept {
  return static_cast<std::uint32_t>(Mix(static_cast<std::uint64_t>(key)) >> 32);
}

std::vector<std::int64_t> MakeKeyTable(std::span<const TaggedOffset> entries) {
  std::vector<std::int64_t> table(std::bit_ceil(2 * entries.size() + 1));
  const std::size_t mask = table.size() - 1;
  for (const TaggedOffset& entry : entries) {
    BPOL_CHECK(entry.offset != 0, "an entry of a table of keys has an offset");
    std::size_t at = entry.tag & mask;
    while (table[at] != 0) at = (at + 1) & mask;
    table[at] = static_cast<std::int64_t>(std::uint64_t{entry.tag} << 32 | entry.offset);
  }
  return table;
}

std::uint32_t FindKey(std::span<const std::int64_t> table, std::int64_t key) noexcept {
  const std::uint32_t tag = TagOfKey(key);
  const std::size_t mask = table.size() - 1;
  for (std::size_t at = tag & mask; table[at] != 0; at = (at + 1) & mask)
    if (TagOf(table[at]) == tag) return static_cast<std::uint32_t>(table[at]);
  return 0;
}

bool IsKeyTable(std::span<const std::int64_t> words) noexcept {
  return std::has_single_bit(words.size()) && std::ranges::find(words, 0) != words.end();
}

}  // namespace bpol::values
