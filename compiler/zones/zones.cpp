#include "compiler/zones/zones.h"

#include <algorithm>
#include <iterator>

#include "runtime/base/check.h"
#include "runtime/values/zone.h"

namespace bpol::zones {
namespace {

using values::Date;

struct Change {
  std::int64_t seconds;  // since 1970
  std::int32_t offset;   // seconds east from then on
};
// The week-th (5: the last) such weekday (0: Sunday) of a month, so many seconds after local midnight.
struct RuleDate {
  std::int32_t month, week, weekday, seconds;
};
// Summer time from `start`, told in standard time, to `end`, told in summer time, in every year.
struct Rule {
  bool exists;
  std::int32_t standard, summer;
  RuleDate start, end;
};
struct RawZone {
  std::uint32_t first, count;  // in kChanges
  Rule rule;
};
struct NamedZone {
  std::string_view name;
  std::uint32_t zone;  // in kZones
};

#include "zones_data.inc"

// Rules are written out from here, so that a short and a long form of the database give the same unit.
constexpr std::int64_t kRulesFrom = 2038;

Date FirstOf(std::int64_t year, std::int64_t month) {
  Date date = 0;
  BPOL_CHECK(values::DateOfCivil({year, month, 1}, &date), "years of rules are in the calendar");
  return date;
}

std::int64_t SecondsOf(const RuleDate& rule, std::int64_t year, std::int32_t offset) {
  const Date first = FirstOf(year, rule.month);
  const std::int64_t weekday = values::Weekday(first) % 7;
  Date date = first + (rule.weekday - weekday + 7) % 7 + (rule.week - 1) * 7;
  const Date next_month = rule.month == 12 ? FirstOf(year + 1, 1) : FirstOf(year, rule.month + 1);
  while (date >= next_month) date -= 7;
  return date * (values::kDay / values::kSecond) + rule.seconds - offset;
}

class Writer {
 public:
  explicit Writer(const RawZone& raw) : raw_(raw) {}

  std::vector<std::int64_t> Write() {
    for (std::uint32_t i = 0; i < raw_.count; ++i) Add(kChanges[raw_.first + i]);
    const std::int64_t last = kChanges[raw_.first + raw_.count - 1].seconds;
    if (raw_.rule.exists) WriteRule(last);
    return std::move(words_);
  }

 private:
  void WriteRule(std::int64_t last) {
    const std::int64_t last_year = values::CivilOfDate(values::DateOfInstantUtc(last * values::kSecond)).year;
    const std::int64_t from = std::max(kRulesFrom, last_year + 1);
    const Rule& rule = raw_.rule;
    for (std::int64_t year = last_year; year <= from + 400; ++year) {
      Change changes[] = {{SecondsOf(rule.start, year, rule.standard), rule.summer},
                          {SecondsOf(rule.end, year, rule.summer), rule.standard}};
      if (changes[1].seconds < changes[0].seconds) std::swap(changes[0], changes[1]);
      for (const Change& change : changes) {
        if (change.seconds > last) Add(change);
      }
    }
    words_[0] = values::InstantOfDateUtc(FirstOf(from, 1));
  }

  void Add(const Change& change) {
    words_.push_back(change.seconds * values::kSecond);
    words_.push_back(change.offset * values::kSecond);
  }

  const RawZone& raw_;
  std::vector<std::int64_t> words_ = {values::kMaxInstant + 1};
};

}  // namespace

std::optional<std::vector<std::int64_t>> Find(std::string_view name) {
  if (name == "UTC") return std::vector<std::int64_t>{};
  const auto* found = std::ranges::find(kNames, name, &NamedZone::name);
  if (found == std::end(kNames)) return std::nullopt;
  return Writer(kZones[found->zone]).Write();
}

std::vector<std::string_view> Names() {
  std::vector<std::string_view> names;
  for (const NamedZone& zone : kNames) names.push_back(zone.name);
  return names;
}

}  // namespace bpol::zones
