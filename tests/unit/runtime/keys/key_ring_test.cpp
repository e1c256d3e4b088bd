#include "runtime/keys/key_ring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bpol::keys {
namespace {

using testing::HasSubstr;

std::vector<KeyRing::Version> Versions(std::initializer_list<std::pair<const char*, char>> list) {
  std::vector<KeyRing::Version> versions;
  for (const auto& [id, digit] : list) versions.push_back({id, KeyMaterial::Parse(std::string(64, digit)).value()});
  return versions;
}

std::string ErrorOf(const Status& status) {
  return status.ok() ? "" : status.error().message;
}

TEST(KeyRing, OneVersionIsActiveAndTheOthersAreFound) {
  KeyRing ring;
  ASSERT_TRUE(ring.Add("analytics", "new", Versions({{"old", '1'}, {"new", '2'}})).ok());
  ASSERT_NE(ring.Active("analytics"), nullptr);
  EXPECT_EQ(ring.Active("analytics")->id, "new");
  EXPECT_EQ(ring.Active("analytics")->material.bytes()[0], 0x22);
  EXPECT_EQ(ring.Find("analytics", "old")->material.bytes()[0], 0x11);
  EXPECT_EQ(ring.Find("analytics", "older"), nullptr);
  EXPECT_EQ(ring.Active("marketing"), nullptr);
  EXPECT_EQ(ring.Find("marketing", "old"), nullptr);
}

TEST(KeyRing, RefusesWhatIsNoRotation) {
  KeyRing ring;
  EXPECT_THAT(ErrorOf(ring.Add("a", "3", Versions({{"1", '1'}, {"2", '2'}}))), HasSubstr("has no version `3`"));
  EXPECT_THAT(ErrorOf(ring.Add("a", "1", {})), HasSubstr("has no version `1`"));
  EXPECT_THAT(ErrorOf(ring.Add("a", "1", Versions({{"1", '1'}, {"1", '2'}}))), HasSubstr("the version `1` twice"));
  EXPECT_THAT(ErrorOf(ring.Add("a", "2", Versions({{"1", '1'}, {"2", '1'}}))), HasSubstr("are the same bytes"));
  EXPECT_EQ(ring.Active("a"), nullptr);
  ASSERT_TRUE(ring.Add("a", "1", Versions({{"1", '1'}})).ok());
  EXPECT_THAT(ErrorOf(ring.Add("a", "2", Versions({{"2", '2'}}))), HasSubstr("`a` is there twice"));
  EXPECT_EQ(ring.Active("a")->id, "1");
}

TEST(UnitKeys, GiveMaterialByTheUnitsIndex) {
  KeyRing ring;
  ASSERT_TRUE(ring.Add("marketing", "m-1", Versions({{"m-1", '3'}})).ok());
  ASSERT_TRUE(ring.Add("analytics", "a-2", Versions({{"a-1", '1'}, {"a-2", '2'}})).ok());
  schema::Unit unit;
  unit.keys = {"analytics", "marketing"};
  const UnitKeys keys = UnitKeys::Make(unit, ring, UnitKeys::Lacking::Refused).value();
  EXPECT_EQ(keys.size(), 2u);
  EXPECT_EQ(keys.Material(0)[0], 0x22);
  EXPECT_EQ(keys.Material(1)[0], 0x33);
  EXPECT_EQ(keys.Id(0), "a-2");
  EXPECT_TRUE(keys.Material(2).empty());
  EXPECT_TRUE(keys.Material(schema::kNone).empty());
}

TEST(UnitKeys, AKeyThatIsLackingIsRefusedOrWithheld) {
  KeyRing ring;
  ASSERT_TRUE(ring.Add("analytics", "1", Versions({{"1", '1'}})).ok());
  schema::Unit unit;
  unit.keys = {"analytics", "marketing"};
  const auto refused = UnitKeys::Make(unit, ring, UnitKeys::Lacking::Refused);
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message, HasSubstr("needs the key `marketing`"));
  const UnitKeys withheld = UnitKeys::Make(unit, ring, UnitKeys::Lacking::Withheld).value();
  EXPECT_TRUE(withheld.Material(1).empty());
  EXPECT_EQ(withheld.Id(1), "");
  EXPECT_FALSE(withheld.Material(0).empty());
}

}  // namespace
}  // namespace bpol::keys
