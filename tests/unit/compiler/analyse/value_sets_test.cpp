#include "compiler/analyse/value_sets.h"

#include <gtest/gtest.h>

#include "runtime/values/money.h"

namespace bpol::analyse {
namespace {

Value Int(std::int64_t value) {
  return Value::Int(value);
}

ValueSet Both(ValueSet one, const ValueSet& other) {
  one.Intersect(other);
  return one;
}

TEST(ValueSets, WholeNumbersHaveNothingBetweenThem) {
  EXPECT_TRUE(Both(ValueSet::Above(Int(3)), ValueSet::Below(Int(4))).empty());
  EXPECT_FALSE(Both(ValueSet::Above(Int(3)), ValueSet::Below(Int(5))).empty());
  EXPECT_TRUE(ValueSet::Above(Int(INT64_MAX)).empty());
  EXPECT_TRUE(ValueSet::Below(Int(INT64_MIN)).empty());
  EXPECT_TRUE(ValueSet::Between(Int(2), Int(1)).empty());
}

TEST(ValueSets, TextsAndNumbersHaveSomethingBetweenThem) {
  EXPECT_FALSE(Both(ValueSet::Above(Value::Text("a")), ValueSet::Below(Value::Text("b"))).empty());
  const Value one = Value::Of(values::DecimalOfInt(1)), two = Value::Of(values::DecimalOfInt(2));
  EXPECT_FALSE(Both(ValueSet::Above(one), ValueSet::Below(two)).empty());
  EXPECT_TRUE(Both(ValueSet::Above(one), ValueSet::Below(one)).empty());
}

TEST(ValueSets, AmountsOfTwoCurrenciesAreApart) {
  const values::Currency euro = values::PackCurrency('E', 'U', 'R'), pound = values::PackCurrency('G', 'B', 'P');
  const Value some = Value::Of(values::Money{500, euro}), others = Value::Of(values::Money{500, pound});
  EXPECT_FALSE(ValueSet::Of({&some, 1}).Contains(others));
  EXPECT_TRUE(Both(ValueSet::Of({&some, 1}), ValueSet::Of({&others, 1})).empty());
}

TEST(ValueSets, WhatIsLeftOutOfASetIsEverythingElse) {
  const Value members[] = {Int(1), Int(2), Int(5)};
  const ValueSet set = ValueSet::Of(members);
  for (const std::int64_t value : {0, 1, 2, 3, 4, 5, 6})
    EXPECT_NE(set.Contains(Int(value)), set.Others().Contains(Int(value))) << value;
  ValueSet all = set;
  all.Unite(set.Others());
  EXPECT_TRUE(all.Others().empty());
  EXPECT_TRUE(Both(set, set.Others()).empty());
}

TEST(ValueSets, AbsenceIsNoValue) {
  EXPECT_FALSE(ValueSet::Present().Contains(Value::Absent()));
  EXPECT_TRUE(ValueSet::Absent().Contains(Value::Absent()));
  EXPECT_FALSE(ValueSet::Absent().Others().Contains(Value::Absent()));
  EXPECT_TRUE(Both(ValueSet::Absent(), ValueSet::Present()).empty());
  ValueSet either = ValueSet::Absent();
  either.Unite(ValueSet::Below(Int(3)));
  EXPECT_TRUE(either.Contains(Value::Absent()) && either.Contains(Int(2)) && !either.Contains(Int(3)));
}

}  // namespace
}  // namespace bpol::analyse
