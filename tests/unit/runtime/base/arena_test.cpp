#include <gtest/gtest.h>

#include <set>

#include "runtime/base/arena_list.h"

namespace bpol {
namespace {

TEST(Arena, HandsOutDistinctAlignedMemory) {
  Arena arena(64);
  std::set<std::uintptr_t> places;
  for (const std::size_t size : {1u, 8u, 60u, 200u, 3u}) {
    const auto place = reinterpret_cast<std::uintptr_t>(arena.Allocate(size));
    EXPECT_EQ(place % 8, 0u);
    EXPECT_TRUE(places.insert(place).second);
  }
}

TEST(Arena, AfterAResetItBeginsWithItsFirstChunkAgain) {
  Arena arena(64);
  arena.Reset();
  std::byte* const first = arena.Allocate(40);
  std::byte* const second = arena.Allocate(40);
  arena.Reset();
  EXPECT_EQ(arena.Allocate(40), first);
  EXPECT_EQ(arena.Allocate(40), second);
}

TEST(ArenaList, KeepsWhatItHoldsWhenItGrows) {
  Arena arena(64);
  ArenaList<int> list(arena);
  EXPECT_TRUE(list.empty());
  for (int i = 0; i < 100; ++i) list.push_back(i);
  ASSERT_EQ(list.size(), 100u);
  for (std::size_t i = 0; i < list.size(); ++i) EXPECT_EQ(list[i], static_cast<int>(i));
  list.clear();
  EXPECT_TRUE(list.empty());
  list.push_back(7);
  EXPECT_EQ(list.front(), 7);
}

}  // namespace
}  // namespace bpol
