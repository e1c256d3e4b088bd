#include "runtime/schema/signal_bound.h"

#include <gtest/gtest.h>

#include "runtime/values/time.h"

namespace bpol::schema {
namespace {

// What docs/language/facts.md says of each kind.
TEST(SignalBound, FollowsFromTheDeclaration) {
  const std::int64_t day = 24 * values::kHour;
  const struct {
    SignalKind kind;
    std::int64_t window;
    std::uint32_t keys;
    std::uint64_t of_key, bytes;
    std::int64_t more;
    std::string_view error;
  } kRows[] = {
      {SignalKind::Count, day, 100'000, 520, 52'000'000, 24 * values::kMinute,
       "too high by what came in the 24min before"},
      {SignalKind::Sum, values::kHour, 1, 520, 520, values::kMinute, "never too low"},
      {SignalKind::Rate, 10 * values::kMinute, 10, 520, 5'200, 10 * values::kSecond, "in the 10s before the window"},
      {SignalKind::Count, 0, 1, 48, 48, 0, "exact"},
      {SignalKind::Distinct, 12 * values::kHour, 2, 12'328, 24'656, values::kHour, "3.25 %"},
      {SignalKind::Distinct, 0, 1, 1'064, 1'064, 0, "either way"},
      {SignalKind::Deviation, 30 * day, 5, 64, 320, 0, "no counting error"},
      {SignalKind::Count, values::kSecond, 1, 520, 520, values::kSecond / 60, "in the 1s before the window"},
  };
  for (const auto& row : kRows) {
    const SignalBound bound = BoundOf({.name = "s", .kind = row.kind, .window = row.window, .most_keys = row.keys});
    EXPECT_EQ(bound.bytes_of_key, row.of_key) << row.error;
    EXPECT_EQ(bound.bytes, row.bytes) << row.error;
    EXPECT_EQ(bound.looks_back_more, row.more) << row.error;
    EXPECT_NE(bound.error.find(row.error), std::string::npos) << bound.error;
  }
}

}  // namespace
}  // namespace bpol::schema
