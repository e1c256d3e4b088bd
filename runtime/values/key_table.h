// A table from keys to offsets, for an index over lines: words, each a tag of 32 bits above an offset, 0 where it is
// free. A key is hashed to its tag and stands at the first free word from the one that its tag names. Two keys with one
// tag share their offset: whoever asks tests the key itself again. The compiler fills a table, native code asks it:
// change how a key becomes its tag, and raise abi::kAbiVersion.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace bpol::values {

// Of a text; a number is its own. Not secret: a table holds what the author of a policy wrote, and a request adds
// nothing.
std::int64_t HashOfText(std::string_view text) noexcept;

std::uint32_t TagOfKey(std::int64_t key) noexcept;

struct TaggedOffset {
  std::uint32_t tag = 0;
  std::uint32_t offset = 0;  // not 0
};
// At most half full. Each tag once.
std::vector<std::int64_t> MakeKeyTable(std::span<const TaggedOffset> entries);
// The offset that stands at the key's tag, 0 where there is none. `table` is one that IsKeyTable.
std::uint32_t FindKey(std::span<const std::int64_t> table, std::int64_t key) noexcept;
// As many words as a power of two, one of them free: what FindKey trusts in.
bool IsKeyTable(std::span<const std::int64_t> words) noexcept;

}  // namespace bpol::values
