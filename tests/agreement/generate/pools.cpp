#include "tests/agreement/generate/pools.h"

#include <algorithm>

#include "runtime/values/currency.h"
#include "runtime/values/money.h"
#include "runtime/values/time.h"
#include "runtime/values/time_text.h"

namespace bpol::agreement {
namespace {

using values::kDay;
using values::kHour;
using values::kMinute;
using values::kSecond;

std::string Quoted(const std::string& text) {
  return '"' + text + '"';
}

// `count` of `all`, in their order.
template <typename List>
std::vector<Constant> Some(Random& random, const List& all, std::size_t count, Constant (*make)(const std::string&)) {
  std::vector<std::string> texts(std::begin(all), std::end(all));
  while (texts.size() > count) texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(random.Below(texts.size())));
  std::vector<Constant> pool;
  for (const std::string& text : texts) pool.push_back(make(text));
  return pool;
}

template <typename List>
std::vector<Constant> SomeNumbers(Random& random, const List& all, std::size_t count, Constant (*make)(std::int64_t)) {
  std::vector<std::int64_t> numbers(std::begin(all), std::end(all));
  while (numbers.size() > count)
    numbers.erase(numbers.begin() + static_cast<std::ptrdiff_t>(random.Below(numbers.size())));
  std::vector<Constant> pool;
  for (const std::int64_t number : numbers) pool.push_back(make(number));
  return pool;
}

constexpr const char* kTexts[] = {"alpha", "beta", "alphabet-one",   "alphabet-two", "one", "two", "zürich", "αβγ",
                                  "x",     "",     "accounts:detail"};
constexpr const char* kCountries[] = {"DE", "FR", "IN", "US", "GB", "IS", "NO", "TO", "JP"};
// Of the registry's examples, as in the vectors of runtime/values.
constexpr const char* kIbans[] = {"DE89370400440532013000", "GB29NWBK60161331926819", "FR1420041010050500013M02606",
                                  "NO9386011117947"};
constexpr const char* kPans[] = {"4111111111111111", "5500005555555559", "340000000000009"};
// Networks with an address in them, and addresses in none but the widest.
struct Network {
  const char *cidr, *inside;
};
constexpr Network kNetworks[] = {{"10.0.0.0/8", "10.0.0.1"},        {"10.1.0.0/16", "10.1.9.9"},
                                 {"192.168.1.0/24", "192.168.1.9"}, {"203.0.113.7/32", "203.0.113.7"},
                                 {"2001:db8::/32", "2001:db8::7"},  {"0.0.0.0/0", "10.0.0.1"},
                                 {"10.1.2.0/30", "10.1.2.3"}};
constexpr const char* kElsewhere[] = {"::1", "fe80::9"};

void DrawNetworks(Random& random, std::vector<Constant>& cidrs, std::vector<Constant>& ips) {
  std::vector<Network> networks(std::begin(kNetworks), std::end(kNetworks));
  while (networks.size() > 4)
    networks.erase(networks.begin() + static_cast<std::ptrdiff_t>(random.Below(networks.size())));
  const auto add = [&](const char* address) {
    if (std::ranges::find(ips, address, &Constant::policy) == ips.end()) ips.push_back(BareConstant(address));
  };
  for (const Network& network : networks) {
    cidrs.push_back(BareConstant(network.cidr));
    add(network.inside);
  }
  add(random.Pick(kElsewhere));
}
constexpr const char* kBics[] = {"DEUTDEFF", "NEDSZAJJXXX", "DABADKKK"};
constexpr const char* kLeis[] = {"529900T8BM49AURSDO55", "213800WAVVOPS85N2205"};
constexpr const char* kEmails[] = {"anna@bank.example", "b@c.example", "x.y@z.example"};
constexpr const char* kPhones[] = {"+49 30 123456", "+442083661177", "+12025550123"};
constexpr const char* kCurrencies[] = {"EUR", "GBP", "JPY", "USD", "KWD"};
constexpr const char* kDecimals[] = {
    "0.5", "0.25", "1", "-0.125", "12.5", "0.0001", "1234567890123456789012345678901234"};
constexpr const char* kTimes[] = {"00:00", "08:00", "08:00:01", "18:30", "23:59:59"};
constexpr std::int64_t kOffsets[] = {0, -kSecond, -kHour, -kDay, -2 * kDay, -30 * kDay, -180 * kDay, kHour, 30 * kDay};
constexpr std::int64_t kSpans[] = {0, kSecond, 10 * kSecond, 5 * kMinute, kHour, kDay, 2 * kDay, 30 * kDay, 180 * kDay};
constexpr std::int64_t kDayOffsets[] = {0, -1, -2, -30, -180, 1, 30};
constexpr std::int64_t kMinors[] = {
    kTypicalMinor, kTypicalMinor - 1, kTypicalMinor + 1, 2 * kTypicalMinor, kTypicalMinor / 2, kTypicalMinor / 50, 0};

}  // namespace

Constant InstantConstant(std::int64_t instant) {
  std::string text;
  values::PrintInstant(instant, text);
  return {text, Quoted(text), instant};
}

Constant DateConstant(std::int64_t date) {
  std::string text;
  values::PrintDate(date, text);
  return {text, Quoted(text), date};
}

Constant DurationConstant(std::int64_t duration) {
  std::string text;
  values::PrintDuration(duration, text);
  return {text.starts_with('-') ? "(" + text + ")" : text, Quoted(text), duration};
}

Constant MoneyConstant(std::int64_t minor, const std::string& currency) {
  values::Currency parsed = 0;
  BPOL_CHECK(values::ParseCurrency(currency, &parsed), "currencies of the generator exist");
  std::string text;
  values::PrintMoney({minor, parsed}, text);
  // A literal has no sign of its own.
  std::string policy = text;
  if (const std::size_t sign = policy.find('-'); sign != std::string::npos)
    policy = "(-" + policy.substr(0, sign) + policy.substr(sign + 1) + ")";
  return {policy, Quoted(text), minor};
}

Constant IntConstant(std::int64_t number) {
  const std::string text = std::to_string(number);
  return {number < 0 ? "(" + text + ")" : text, text, number};
}

Constant TextConstant(const std::string& text) {
  return {Quoted(text), Quoted(text)};
}

Constant BareConstant(const std::string& text) {
  return {text, Quoted(text)};
}

// A number in JSON; a literal has a point, lest it be an Int.
Constant DecimalConstant(const std::string& text) {
  const std::string written = text.find('.') == std::string::npos ? text + ".0" : text;
  // JSON has no whole numbers beyond 64 bits here.
  const std::string json = text.size() > 18 ? text.substr(0, 1) + "." + text.substr(1) + "e33" : text;
  return {written.starts_with('-') ? "(" + written + ")" : written, json};
}

std::vector<std::vector<Constant>> DrawPools(Random& random, const std::string& currency,
                                             const std::vector<std::string>& regions) {
  std::vector<std::vector<Constant>> pools(static_cast<std::size_t>(TypeKind::List) + 1);
  const auto pool = [&](TypeKind kind) -> std::vector<Constant>& { return pools[static_cast<std::size_t>(kind)]; };
  pool(TypeKind::Bool) = {{"true", "true", 1}, {"false", "false", 0}};
  pool(TypeKind::String) = Some(random, kTexts, 5, TextConstant);
  // Texts that are a day and an address too.
  pool(TypeKind::String).push_back(TextConstant("1985-06-01"));
  pool(TypeKind::String).push_back(TextConstant("10.1.2.3"));
  pool(TypeKind::Country) = Some(random, kCountries, 4, BareConstant);
  DrawNetworks(random, pool(TypeKind::Cidr), pool(TypeKind::Ip));
  pool(TypeKind::Currency) = Some(random, kCurrencies, 3, BareConstant);
  pool(TypeKind::TimeOfDay) = Some(random, kTimes, 4, BareConstant);
  pool(TypeKind::Decimal) = Some(random, kDecimals, 5, DecimalConstant);
  // No literals of these.
  pool(TypeKind::Bic) = Some(random, kBics, 2, BareConstant);
  pool(TypeKind::Lei) = Some(random, kLeis, 2, BareConstant);
  pool(TypeKind::Email) = Some(random, kEmails, 2, BareConstant);
  pool(TypeKind::Phone) = Some(random, kPhones, 2, BareConstant);
  pool(TypeKind::Iban) = Some(random, kIbans, 3, BareConstant);
  pool(TypeKind::Pan) = Some(random, kPans, 3, BareConstant);
  pool(TypeKind::Instant) =
      SomeNumbers(random, kOffsets, 6, [](std::int64_t offset) { return InstantConstant(kBaseInstant + offset); });
  pool(TypeKind::Date) =
      SomeNumbers(random, kDayOffsets, 5, [](std::int64_t offset) { return DateConstant(kBaseDate + offset); });
  pool(TypeKind::Duration) = SomeNumbers(random, kSpans, 6, DurationConstant);
  for (const std::int64_t minor : kMinors)
    if (random.Chance(70) || minor == kTypicalMinor) pool(TypeKind::Money).push_back(MoneyConstant(minor, currency));
  for (const std::string& region : regions)
    pool(TypeKind::Region).push_back({"region \"" + region + '"', Quoted(region)});
  return pools;
}

}  // namespace bpol::agreement
