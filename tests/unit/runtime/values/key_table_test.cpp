// Every key that was put into a table is found there, and no other.
#include "runtime/values/key_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace bpol::values {
namespace {

TEST(KeyTable, FindsWhatItHolds) {
  for (const std::size_t size : {0u, 1u, 2u, 3u, 100u, 5000u}) {
    std::map<std::uint32_t, std::uint32_t> by_tag;
    for (std::size_t i = 0; i < size; ++i) by_tag.emplace(TagOfKey(static_cast<std::int64_t>(i * i)), 8 * i + 8);
    std::vector<TaggedOffset> entries;
    for (const auto& [tag, offset] : by_tag) entries.push_back({tag, offset});
    const std::vector<std::int64_t> table = MakeKeyTable(entries);
    ASSERT_TRUE(IsKeyTable(table));
    for (std::size_t i = 0; i < size; ++i) {
      const auto key = static_cast<std::int64_t>(i * i);
      EXPECT_EQ(FindKey(table, key), by_tag.at(TagOfKey(key)));
    }
    for (std::int64_t key = -1000; key < 0; ++key) EXPECT_EQ(FindKey(table, key) == 0, !by_tag.contains(TagOfKey(key)));
  }
}

TEST(KeyTable, HashesOfTextsTellThemApart) {
  std::set<std::int64_t> hashes;
  std::size_t texts = 0;
  for (std::size_t size = 0; size <= 40; ++size) {
    for (std::size_t at = 0; at < std::max<std::size_t>(size, 1); ++at) {
      for (const char other : {'a', 'b', '\0', '\xff'}) {
        std::string text(size, 'a');
        if (size > 0) text[at] = other;
        if (size > 0 && other == 'a' && at > 0) continue;  // the same text again
        if (size == 0 && other != 'a') continue;
        hashes.insert(HashOfText(text));
        ++texts;
      }
    }
  }
  EXPECT_EQ(hashes.size(), texts);
}

TEST(KeyTable, IsAPowerOfTwoWithAFreeWord) {
  EXPECT_TRUE(IsKeyTable(std::vector<std::int64_t>{0}));
  EXPECT_TRUE(IsKeyTable(std::vector<std::int64_t>{5, 0}));
  EXPECT_FALSE(IsKeyTable({}));
  EXPECT_FALSE(IsKeyTable(std::vector<std::int64_t>{5, 6}));
  EXPECT_FALSE(IsKeyTable(std::vector<std::int64_t>{0, 5, 0}));
}

}  // namespace
}  // namespace bpol::values
