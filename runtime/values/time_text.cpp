#include "runtime/values/time_text.h"

#include "runtime/values/integer.h"

namespace bpol::values {
namespace {

// Takes fixed-width pieces off the front; once one does not fit, everything after fails too.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::int64_t Digits(std::size_t count) {
    std::int64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + Digit();
    return value;
  }
  std::int64_t Digit() {
    if (rest_.empty() || rest_[0] < '0' || rest_[0] > '9') {
      ok_ = false;
      return 0;
    }
    const std::int64_t digit = rest_[0] - '0';
    rest_.remove_prefix(1);
    return digit;
  }
  bool Take(char expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void Expect(char expected) { ok_ = Take(expected) && ok_; }
  bool NextIsDigit() const { return !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; }
  void Require(bool condition) { ok_ = ok_ && condition; }
  bool ok() const { return ok_; }
  bool ok_at_end() const { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

Date ReadDate(Reader& reader) {
  CivilDate civil;
  civil.year = reader.Digits(4);
  reader.Expect('-');
  civil.month = reader.Digits(2);
  reader.Expect('-');
  civil.day = reader.Digits(2);
  Date date = 0;
  reader.Require(reader.ok() && DateOfCivil(civil, &date));
  return date;
}

// Microseconds of `.123456`, past the point; digits that would be lost must be zeros.
std::int64_t ReadFraction(Reader& reader) {
  std::int64_t micros = 0;
  std::int64_t place = kSecond / 10;
  do {
    const std::int64_t digit = reader.Digit();
    reader.Require(place > 0 || digit == 0);
    micros += digit * place;
    place /= 10;
  } while (reader.ok() && reader.NextIsDigit());
  return micros;
}

Duration ReadMinutes(Reader& reader) {
  const std::int64_t hour = reader.Digits(2);
  reader.Expect(':');
  const std::int64_t minute = reader.Digits(2);
  reader.Require(hour <= 23 && minute <= 59);
  return hour * kHour + minute * kMinute;
}

Duration ReadSeconds(Reader& reader) {
  const std::int64_t second = reader.Digits(2);
  reader.Require(second <= 59);
  const std::int64_t fraction = reader.ok() && reader.Take('.') ? ReadFraction(reader) : 0;
  return second * kSecond + fraction;
}

Duration ReadTimeOfDay(Reader& reader) {
  const Duration minutes = ReadMinutes(reader);
  reader.Expect(':');
  return minutes + ReadSeconds(reader);
}

// How far local time is ahead of UTC.
Duration ReadOffset(Reader& reader) {
  if (reader.Take('Z')) return 0;
  const bool behind = reader.Take('-');
  if (!behind) reader.Expect('+');
  const std::int64_t hour = reader.Digits(2);
  reader.Expect(':');
  const std::int64_t minute = reader.Digits(2);
  reader.Require(hour <= 23 && minute <= 59);
  const Duration offset = hour * kHour + minute * kMinute;
  return behind ? -offset : offset;
}

template <typename Out>
void PrintDigits(std::int64_t value, int count, Out& out) {
  char digits[8];
  for (int i = count; i-- > 0; value /= 10) digits[i] = static_cast<char>('0' + value % 10);
  out += std::string_view(digits, static_cast<std::size_t>(count));
}

void PrintMinutes(Duration time, std::string& out) {
  PrintDigits(time / kHour, 2, out);
  out += ':';
  PrintDigits(time / kMinute % 60, 2, out);
}

void PrintSeconds(Duration time, std::string& out) {
  out += ':';
  PrintDigits(time / kSecond % 60, 2, out);
  if (const std::int64_t fraction = time % kSecond; fraction != 0) {
    out += '.';
    PrintDigits(fraction, 6, out);
    out.erase(out.find_last_not_of('0') + 1);
  }
}

struct Unit {
  std::string_view name;
  Duration length;
};
// Largest first, as PrintDuration tries them.
constexpr Unit kUnits[] = {{"d", kDay},    {"h", kHour},         {"min", kMinute},
                           {"s", kSecond}, {"ms", kMillisecond}, {"us", 1}};

}  // namespace

bool ParseInstant(std::string_view text, Instant* out) noexcept {
  Reader reader(text);
  const Date date = ReadDate(reader);
  reader.Expect('T');
  const Duration time = ReadTimeOfDay(reader);
  const Duration offset = ReadOffset(reader);
  return reader.ok_at_end() && InstantMinusDuration(InstantOfDateUtc(date) + time, offset, out) == Fault::None;
}

void PrintInstant(Instant instant, std::string& out) noexcept {
  const Date date = DateOfInstantUtc(instant);
  const Duration time = instant - InstantOfDateUtc(date);
  PrintDate(date, out);
  out += 'T';
  PrintMinutes(time, out);
  PrintSeconds(time, out);
  out += 'Z';
}

bool ParseDate(std::string_view text, Date* out) noexcept {
  Reader reader(text);
  const Date date = ReadDate(reader);
  if (!reader.ok_at_end()) return false;
  *out = date;
  return true;
}

void PrintDate(Date date, std::string& out) noexcept {
  const CivilDate civil = CivilOfDate(date);
  PrintDigits(civil.year, 4, out);
  out += '-';
  PrintDigits(civil.month, 2, out);
  out += '-';
  PrintDigits(civil.day, 2, out);
}

void PrintYear(Date date, TextPlace& out) noexcept {
  PrintDigits(CivilOfDate(date).year, 4, out);
}

bool ParseTimeOfDay(std::string_view text, TimeOfDay* out) noexcept {
  Reader reader(text);
  const Duration minutes = ReadMinutes(reader);
  const Duration seconds = reader.Take(':') ? ReadSeconds(reader) : 0;
  if (!reader.ok_at_end()) return false;
  *out = minutes + seconds;
  return true;
}

void PrintTimeOfDay(TimeOfDay time, std::string& out) noexcept {
  PrintMinutes(time, out);
  if (time % kMinute != 0) PrintSeconds(time, out);
}

bool ParseDuration(std::string_view text, Duration* out) noexcept {
  const std::size_t unit_start = text.find_first_not_of("-0123456789");
  if (unit_start == std::string_view::npos) return false;
  std::int64_t count;
  if (!ParseInt(text.substr(0, unit_start), &count)) return false;
  for (const Unit& unit : kUnits) {
    if (text.substr(unit_start) == unit.name) return MulInt(count, unit.length, out) == Fault::None;
  }
  return false;
}

void PrintDuration(Duration duration, std::string& out) noexcept {
  const bool below_two_days = duration > -2 * kDay && duration < 2 * kDay;
  for (const Unit& unit : kUnits) {
    if (unit.length == kDay && below_two_days) continue;
    if (duration % unit.length != 0) continue;
    PrintInt(duration / unit.length, out);
    out += unit.name;
    return;
  }
}

}  // namespace bpol::values
