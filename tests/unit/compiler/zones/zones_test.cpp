#include "compiler/zones/zones.h"

#include <gtest/gtest.h>

#include <map>

#include "runtime/values/calendar.h"
#include "runtime/values/zone.h"
#include "tests/unit/runtime/values/vectors.h"

namespace bpol::values {
namespace {

// Local dates and hours of 23 zones, around changes of the offset from 1916 to the year 9998.
TEST(ZoneVectors, AgreeWithAnotherReaderOfTheDatabase) {
  std::map<std::string, std::vector<std::int64_t>> known;
  ForEachRow("zone", [&](const Row& row) {
    const auto [place, added] = known.try_emplace(row.Text(0));
    if (added) {
      const auto zone = zones::Find(row.Text(0));
      ASSERT_TRUE(zone.has_value());
      place->second = *zone;
    }
    Date date = kUntouched;
    const Fault fault = DateIn(place->second, row.Int(1), &date);
    EXPECT_EQ(FaultCode(fault), FaultCode(row.ExpectedFault(2)));
    EXPECT_EQ(date, row.Refused(2) ? kUntouched : row.Int(2));
    if (row.Refused(2)) return;
    EXPECT_EQ(HourIn(place->second, row.Int(1)), row.Int(3));
    EXPECT_EQ(TimeOfDayIn(place->second, row.Int(1)), row.Int(4));
  });
}

TEST(ZoneVectors, WhereLocalDaysBegin) {
  std::map<std::string, std::vector<std::int64_t>> known;
  ForEachRow("start_of_day", [&](const Row& row) {
    const auto [place, added] = known.try_emplace(row.Text(0));
    if (added) place->second = zones::Find(row.Text(0)).value();
    Instant first = kUntouched;
    EXPECT_EQ(StartOfDayIn(place->second, row.Int(1), &first), Fault::None);
    EXPECT_EQ(first, row.Int(2));
  });
}

TEST(Zones, WhereTheCalendarEndsSomeDaysHaveNoBeginning) {
  const auto tokyo = zones::Find("Asia/Tokyo").value();
  Instant first = kUntouched;
  EXPECT_EQ(StartOfDayIn(tokyo, kMinDate, &first), Fault::TimeOutOfRange);
  EXPECT_EQ(first, kUntouched);
  EXPECT_EQ(StartOfDayIn({}, kMaxDate, &first), Fault::None);
  EXPECT_EQ(first, kMaxDate * kDay);
}

TEST(Zones, TheClocksGoForwardInBerlin) {
  const auto berlin = zones::Find("Europe/Berlin");
  ASSERT_TRUE(berlin.has_value());
  const Instant change = 1'774'746'000 * kSecond;  // 2026-03-29T01:00:00Z
  EXPECT_EQ(HourIn(*berlin, change - 1), 1);
  EXPECT_EQ(HourIn(*berlin, change), 3) << "there is no hour 2";
}

TEST(Zones, EveryZoneIsInOrderAndStartsWithTheCalendar) {
  for (const std::string_view name : zones::Names()) {
    const auto zone = zones::Find(name);
    ASSERT_TRUE(zone.has_value()) << name;
    EXPECT_TRUE(IsZone(*zone)) << name;
    if (name == "UTC") continue;  // the empty zone
    ASSERT_TRUE(zone->size() >= 3 && zone->size() % 2 == 1) << name;
    EXPECT_EQ((*zone)[1], kMinInstant) << name;
    for (std::size_t i = 3; i < zone->size(); i += 2) EXPECT_LT((*zone)[i - 2], (*zone)[i]) << name;
  }
}

TEST(Zones, WordsThatWouldLeadBeyondThemAreNone) {
  const std::vector<std::int64_t> bad[] = {{0},
                                           {0, 0},
                                           {0, 0, 0, 0},
                                           {INT64_MIN, kMinInstant, 0},
                                           {INT64_MAX, kMinInstant, 2 * kDay},
                                           {INT64_MAX, kMinInstant, 0, 0, INT64_MIN}};
  for (const auto& words : bad) EXPECT_FALSE(IsZone(words)) << words.size();
}

TEST(Zones, ANameThatIsNone) {
  EXPECT_FALSE(zones::Find("Europe/Berln").has_value());
  EXPECT_FALSE(zones::Find("").has_value());
  EXPECT_FALSE(zones::Find("../etc/passwd").has_value());
  EXPECT_TRUE(zones::Find("UTC")->empty());
}

}  // namespace
}  // namespace bpol::values
