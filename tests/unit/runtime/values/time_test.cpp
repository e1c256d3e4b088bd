#include "runtime/values/time.h"

#include <gtest/gtest.h>

#include "runtime/values/calendar.h"
#include "runtime/values/time_text.h"
#include "runtime/values/zone.h"
#include "tests/unit/runtime/values/vectors.h"

namespace bpol::values {
namespace {

TEST(TimeVectors, InstantPlusDuration) {
  CheckInts("instant_plus_duration", InstantPlusDuration);
}
TEST(TimeVectors, InstantMinusDuration) {
  CheckInts("instant_minus_duration", InstantMinusDuration);
}
TEST(TimeVectors, InstantMinusInstant) {
  CheckInts("instant_minus_instant", InstantMinusInstant);
}
TEST(TimeVectors, DatePlusDays) {
  CheckInts("date_plus_days", DatePlusDays);
}
TEST(TimeVectors, DateMinusDays) {
  CheckInts("date_minus_days", DateMinusDays);
}
TEST(TimeVectors, DateMinusDate) {
  CheckInts("date_minus_date", DateMinusDate);
}
TEST(TimeVectors, DurationOfDays) {
  CheckInts("duration_of_days", DurationOfDays);
}
TEST(TimeVectors, Age) {
  CheckInts("age", Age);
}
TEST(TimeVectors, AddMonths) {
  CheckInts("add_months", AddMonths);
}
TEST(TimeVectors, FullYears) {
  CheckInts("full_years", FullYears);
}
TEST(TimeVectors, ParseInstant) {
  CheckParse("parse_instant", ParseInstant);
}
TEST(TimeVectors, PrintInstant) {
  CheckPrint("print_instant", PrintInstant, ParseInstant);
}
TEST(TimeVectors, ParseDate) {
  CheckParse("parse_date", ParseDate);
}
TEST(TimeVectors, PrintDate) {
  CheckPrint("dates", PrintDate, ParseDate, 0, 5);
}
TEST(TimeVectors, ParseDuration) {
  CheckParse("parse_duration", ParseDuration);
}
TEST(TimeVectors, PrintDuration) {
  CheckPrint("print_duration", PrintDuration, ParseDuration);
}

TEST(TimeVectors, ParseTimeOfDay) {
  CheckParse("time_of_day", ParseTimeOfDay);
}

TEST(TimeVectors, PrintTimeOfDay) {
  ForEachRow("time_of_day", [](const Row& row) {
    if (row.Refused(1)) return;
    std::string text = "at ";
    PrintTimeOfDay(row.Int(1), text);
    TimeOfDay back = kUntouched;
    ASSERT_TRUE(text.starts_with("at ") && ParseTimeOfDay(text.substr(3), &back)) << text;
    EXPECT_EQ(back, row.Int(1));
    EXPECT_LE(text.size() - 3, row.Text(0).size()) << "the shortest form";
  });
}

TEST(TimeVectors, Weekday) {
  ForEachRow("weekday", [](const Row& row) { EXPECT_EQ(Weekday(row.Int(0)), row.Int(1)); });
}

TEST(TimeVectors, PartsOfInstants) {
  ForEachRow("instant_parts", [](const Row& row) {
    EXPECT_EQ(DateOfInstantUtc(row.Int(0)), row.Int(1));
    EXPECT_EQ(HourUtc(row.Int(0)), row.Int(2));
  });
}

TEST(TimeVectors, CivilOfDate) {
  ForEachRow("dates", [](const Row& row) {
    const CivilDate civil = CivilOfDate(row.Int(0));
    EXPECT_EQ(civil.year, row.Int(1));
    EXPECT_EQ(civil.month, row.Int(2));
    EXPECT_EQ(civil.day, row.Int(3));
    EXPECT_EQ(InstantOfDateUtc(row.Int(0)), row.Int(4));
  });
}

TEST(TimeVectors, DateOfCivil) {
  ForEachRow("date_of_civil", [](const Row& row) {
    Date out = kUntouched;
    EXPECT_EQ(DateOfCivil({row.Int(0), row.Int(1), row.Int(2)}, &out), !row.Refused(3));
    EXPECT_EQ(out, row.Refused(3) ? kUntouched : row.Int(3));
  });
}

// Every day there is, in order: a calendar that skips or repeats one cannot pass.
TEST(Time, EveryDayFollowsTheOneBefore) {
  CivilDate before = CivilOfDate(kMinDate);
  ASSERT_EQ(before.year, 1);
  for (Date date = kMinDate; date <= kMaxDate; ++date) {
    const CivilDate civil = CivilOfDate(date);
    Date back = kUntouched;
    ASSERT_TRUE(DateOfCivil(civil, &back) && back == date) << date;
    const bool next_day = civil.year == before.year && civil.month == before.month && civil.day == before.day + 1;
    const bool next_month =
        civil.day == 1 && (civil.month == before.month + 1 || (civil.month == 1 && before.month == 12));
    ASSERT_TRUE(date == kMinDate || next_day || next_month) << date;
    before = civil;
  }
  EXPECT_EQ(before.year, 9999);
}

}  // namespace
}  // namespace bpol::values
