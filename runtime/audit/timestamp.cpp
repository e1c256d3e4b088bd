#include "runtime/audit/timestamp.h"

#include <algorithm>
#include <cstdint>

namespace bpol::audit {
namespace {

using std::chrono::microseconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::string_view kShape = "0000-00-00T00:00:00.000000Z";
constexpr sys_days kFirst = std::chrono::year{0} / 1 / 1;
constexpr sys_days kEnd = std::chrono::year{10000} / 1 / 1;

bool HasShape(std::string_view text) {
  if (text.size() != kShape.size()) return false;
  return std::equal(text.begin(), text.end(), kShape.begin(),
                    [](char c, char shape) { return shape == '0' ? c >= '0' && c <= '9' : c == shape; });
}

int NumberAt(std::string_view text, std::size_t start, std::size_t length) {
  int number = 0;
  for (const char c : text.substr(start, length)) number = number * 10 + (c - '0');
  return number;
}

// Not negative, and of at most `length` digits. Each record is stamped, so printf is not asked.
void PutNumber(std::string& text, std::size_t start, std::size_t length, std::int64_t number) {
  for (std::size_t at = start + length; at-- > start; number /= 10) text[at] = static_cast<char>('0' + number % 10);
}

}  // namespace

std::string FormatTimestamp(Clock::time_point time) {
  const auto exact = std::chrono::floor<microseconds>(time);
  const auto clamped = std::clamp(exact, std::chrono::sys_time<microseconds>(kFirst),
                                  std::chrono::sys_time<microseconds>(kEnd) - microseconds(1));
  const auto day = std::chrono::floor<std::chrono::days>(clamped);
  const year_month_day date(day);
  const std::chrono::hh_mm_ss clock(clamped - day);
  std::string text(kShape);
  PutNumber(text, 0, 4, static_cast<int>(date.year()));
  PutNumber(text, 5, 2, static_cast<unsigned>(date.month()));
  PutNumber(text, 8, 2, static_cast<unsigned>(date.day()));
  PutNumber(text, 11, 2, clock.hours().count());
  PutNumber(text, 14, 2, clock.minutes().count());
  PutNumber(text, 17, 2, clock.seconds().count());
  PutNumber(text, 20, 6, clock.subseconds().count());
  return text;
}

bool IsTimestamp(std::string_view text) {
  if (!HasShape(text)) return false;
  const year_month_day date(std::chrono::year(NumberAt(text, 0, 4)),
                            std::chrono::month(static_cast<unsigned>(NumberAt(text, 5, 2))),
                            std::chrono::day(static_cast<unsigned>(NumberAt(text, 8, 2))));
  return date.ok() && NumberAt(text, 11, 2) < 24 && NumberAt(text, 14, 2) < 60 && NumberAt(text, 17, 2) < 60;
}

}  // namespace bpol::audit
