#include "runtime/abi/helpers.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "runtime/abi/scalar_helpers.h"
#include "runtime/abi/sequence_helpers.h"
#include "runtime/values/time.h"

namespace bpol::abi {
namespace {

TEST(Helpers, SpellingsAreUnique) {
  std::set<std::string_view> seen;
  for (const HelperInfo& info : kHelperInfos) EXPECT_TRUE(seen.insert(info.spelling).second) << info.spelling;
  EXPECT_EQ(seen.size(), kHelperCount);
}

TEST(Helpers, RowsAreTakenApart) {
  EXPECT_EQ(InfoOf(Helper::MoneyMultiply).arguments, "mi");
  EXPECT_EQ(InfoOf(Helper::MoneyMultiply).result, 'm');
  EXPECT_TRUE(InfoOf(Helper::MoneyMultiply).faults);
  EXPECT_EQ(InfoOf(Helper::EqualText).result, 'b');
  EXPECT_FALSE(InfoOf(Helper::EqualText).faults);
}

TEST(ScalarHelpers, DatesMoveByWholeDaysOnly) {
  Int out = 0;
  EXPECT_EQ(DateAdd(10, 2 * values::kDay, &out), Fault::None);
  EXPECT_EQ(out, 12);
  EXPECT_EQ(DateSubtract(10, 2 * values::kDay, &out), Fault::None);
  EXPECT_EQ(out, 8);
  EXPECT_EQ(DateAdd(10, values::kHour, &out), Fault::TimeOutOfRange);
  EXPECT_EQ(DateSubtract(10, 1, &out), Fault::TimeOutOfRange);
  EXPECT_EQ(DateAdd(values::kMaxDate, values::kDay, &out), Fault::TimeOutOfRange);
  EXPECT_EQ(DateDifference(10, 7, &out), Fault::None);
  EXPECT_EQ(out, 3 * values::kDay);
}

TEST(SequenceHelpers, SetsAreSearchedAndCompared) {
  const std::array<Int, 4> set = {1, 3, 5, 9};
  const std::array<Int, 2> part = {3, 9};
  const std::array<Int, 2> other = {3, 4};
  EXPECT_EQ(SetHasInt(set.data(), set.size(), 5), 1);
  EXPECT_EQ(SetHasInt(set.data(), set.size(), 6), 0);
  EXPECT_EQ(SetHasInt(nullptr, 0, 6), 0);
  EXPECT_EQ(SubsetInt(part.data(), part.size(), set.data(), set.size()), 1);
  EXPECT_EQ(SubsetInt(other.data(), other.size(), set.data(), set.size()), 0);
  EXPECT_EQ(SubsetInt(nullptr, 0, set.data(), set.size()), 1);
}

TEST(SequenceHelpers, MakingASetSortsAndDropsDuplicates) {
  std::array<Text, 4> texts = {values::TextOf("b"), values::TextOf("a"), values::TextOf("ab"), values::TextOf("b")};
  ASSERT_EQ(SortTexts(texts.data(), texts.size()), 3);
  EXPECT_EQ(texts[0].View(), "a");
  EXPECT_EQ(texts[1].View(), "ab");
  EXPECT_EQ(texts[2].View(), "b");
  EXPECT_EQ(SetHasText(texts.data(), 3, "ab", 2), 1);
  EXPECT_EQ(SetHasText(texts.data(), 3, "c", 1), 0);
}

TEST(SequenceHelpers, PrefixesContainAddresses) {
  Cidr wide{}, narrow{};
  Ip inside{}, outside{};
  ASSERT_TRUE(values::ParseCidr("10.0.0.0/8", &wide) && values::ParseCidr("10.1.0.0/16", &narrow));
  ASSERT_TRUE(values::ParseIp("10.2.0.1", &inside) && values::ParseIp("11.0.0.1", &outside));
  const std::array<Cidr, 2> any = {wide, narrow};  // nested, so no PrefixSet
  EXPECT_EQ(AnyPrefixHas(any.data(), any.size(), &inside), 1);
  EXPECT_EQ(AnyPrefixHas(any.data(), any.size(), &outside), 0);
  EXPECT_EQ(PrefixSetHas(&wide, 1, &inside), 1);
}

}  // namespace
}  // namespace bpol::abi
