#include "gateway/enforce/reviews.h"

#include <gtest/gtest.h>

namespace bpol::enforce {
namespace {

Review Held(std::string id, std::uint8_t digest = 1) {
  Review review;
  review.id = std::move(id);
  review.lines = {"line-1"};
  review.digest.fill(digest);
  return review;
}

TEST(Reviews, IsBounded) {
  Reviews reviews(2);
  EXPECT_TRUE(reviews.Hold(Held("a")));
  EXPECT_TRUE(reviews.Hold(Held("b")));
  EXPECT_FALSE(reviews.Hold(Held("c")));
  EXPECT_EQ(reviews.List().size(), 2u);
  EXPECT_TRUE(reviews.Reject("a"));
  EXPECT_TRUE(reviews.Hold(Held("c")));
}

TEST(Reviews, ReleasesOnlyWhatWasApprovedForThisRequestAndOnce) {
  Reviews reviews;
  ASSERT_TRUE(reviews.Hold(Held("a")));
  EXPECT_FALSE(reviews.Take("a", Held("a").digest)) << "nobody approved it";
  EXPECT_TRUE(reviews.Approve("a"));
  EXPECT_FALSE(reviews.Take("a", Held("a", 2).digest)) << "another request has its id";
  EXPECT_FALSE(reviews.Take("b", Held("a").digest)) << "another id";
  EXPECT_EQ(reviews.Take("a", Held("a").digest), std::vector<std::string>{"line-1"});
  EXPECT_FALSE(reviews.Take("a", Held("a").digest)) << "it was used up";
}

TEST(Reviews, KnowsNoOtherIds) {
  Reviews reviews;
  EXPECT_FALSE(reviews.Approve(""));
  EXPECT_FALSE(reviews.Reject("a"));
  ASSERT_TRUE(reviews.Hold(Held("a")));
  EXPECT_TRUE(reviews.Reject("a"));
  EXPECT_FALSE(reviews.Approve("a"));
}

}  // namespace
}  // namespace bpol::enforce
