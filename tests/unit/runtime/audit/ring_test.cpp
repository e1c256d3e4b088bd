#include "runtime/audit/ring.h"

#include <gtest/gtest.h>

namespace bpol::audit {
namespace {

void Put(Ring<int>& ring, int value) {
  int* const slot = ring.Claim();
  ASSERT_NE(slot, nullptr);
  *slot = value;
  ring.Publish();
}

TEST(Ring, HoldsAsManyAsItHasSlots) {
  Ring<int> ring(4);
  for (int i = 0; i < 4; ++i) Put(ring, i);
  EXPECT_EQ(ring.Claim(), nullptr);
  EXPECT_EQ(*ring.Front(), 0);
  ring.Pop();
  Put(ring, 4);
  EXPECT_EQ(ring.Claim(), nullptr);
}

TEST(Ring, IsHalfFullOnlyWhileItIs) {
  Ring<int> ring(4);
  EXPECT_FALSE(ring.HalfFull());
  Put(ring, 0);
  EXPECT_FALSE(ring.HalfFull());
  Put(ring, 1);
  EXPECT_TRUE(ring.HalfFull());
  ring.Pop();
  ring.Pop();
  EXPECT_FALSE(ring.HalfFull());
  // A consumer that keeps up: never, however many went through.
  for (int i = 0; i < 20; ++i) {
    Put(ring, i);
    EXPECT_FALSE(ring.HalfFull()) << i;
    ring.Pop();
  }
}

}  // namespace
}  // namespace bpol::audit
