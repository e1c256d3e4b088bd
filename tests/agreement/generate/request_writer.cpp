#include "tests/agreement/generate/request_writer.h"

#include <algorithm>

#include "runtime/values/time.h"
#include "tests/agreement/generate/pools.h"
#include "tests/agreement/generate/ranges.h"

namespace bpol::agreement {
namespace {

constexpr int kPercentSpoilt = 5;
constexpr int kPercentBroken = 1;
constexpr int kPermilleUnavailable = 12;  // of each fact and each signal
constexpr int kPermilleExtreme = 8;       // of each number
constexpr int kPermilleForeign = 8;       // of each amount: in another currency

}  // namespace

Datum RequestWriter::Draw(const GivenAction& action, const std::vector<std::string>& lines) {
  Datum request = Datum::Object();
  AddPart(request, "subject", vocabulary_.subject, false);
  AddPart(request, "context", vocabulary_.context, false);
  if (action.resource) AddPart(request, "resource", vocabulary_.resource, action.resource_optional);
  if (action.body) AddPart(request, "body", vocabulary_.body, action.body_optional);
  Datum keys = Datum::Object();
  for (const Member& key : vocabulary_.keys)
    keys.members.emplace_back(key.name, key.optional && random_.Chance(25) ? Absent(key.type) : FieldValue(key));
  request.members.emplace_back("keys", std::move(keys));
  const std::int64_t now = random_.Chance(25) ? NearPool(TypeKind::Instant)
                                              : NearInstant(kBaseInstant, random_.Between(0, 3) * values::kSecond);
  request.members.emplace_back("now", Datum::Of(InstantConstant(now).json, {.kind = TypeKind::Instant}));
  AddSources(request);
  if (random_.Chance(25) && !lines.empty()) {
    Datum review = Datum::Object();
    review.members.emplace_back("approved", Approved(lines));
    request.members.emplace_back("review", std::move(review));
  }
  return request;
}

Datum RequestWriter::Response(const GivenAction& action) {
  const GivenType type{.kind = TypeKind::Record, .declaration = action.response};
  if (!action.response_list) return Value(type);
  Datum made = Datum::List();
  const std::size_t count = random_.Below(4);
  for (std::size_t i = 0; i < count; ++i) made.elements.push_back(Value(type));
  return made;
}

std::string RequestWriter::Text(Datum request) {
  if (random_.Chance(kPercentSpoilt)) Spoil(random_, request);
  const std::string json = ToJson(request);
  return random_.Chance(kPercentBroken) ? Broken(random_, json) : json;
}

void RequestWriter::AddPart(Datum& request, const char* name, std::uint32_t record, bool optional) {
  const GivenType type{.kind = TypeKind::Record, .declaration = record};
  request.members.emplace_back(name, optional && random_.Chance(30) ? Absent(type) : Value(type));
  request.members.back().second.optional = optional;
}

// A fact that is not named is unavailable; `null` is not found.
void RequestWriter::AddSources(Datum& request) {
  Datum facts = Datum::Object();
  for (const GivenFact& fact : vocabulary_.facts) {
    if (random_.Rarely(fact.else_absent ? 150 : kPermilleUnavailable)) continue;
    const bool none = fact.optional ? random_.Chance(25) : random_.Rarely(10);
    facts.members.emplace_back(fact.name, none ? Absent(fact.type) : Value(fact.type));
    facts.members.back().second.left_out = false;
    facts.members.back().second.optional = fact.optional;
  }
  request.members.emplace_back("facts", std::move(facts));
  Datum signals = Datum::Object();
  for (const GivenSignal& signal : vocabulary_.signals) {
    if (random_.Rarely(kPermilleUnavailable)) continue;
    const bool none = signal.deviation && random_.Chance(25);
    const GivenType type{.kind = TypeKind::Int, .minimum = signal.deviation ? INT64_MIN : 0};
    signals.members.emplace_back(signal.name, none ? Absent(type) : Int(type));
    signals.members.back().second.left_out = false;
    signals.members.back().second.optional = signal.deviation;
  }
  request.members.emplace_back("signals", std::move(signals));
}

Datum RequestWriter::Approved(const std::vector<std::string>& lines) {
  Datum approved = Datum::List();
  for (std::size_t i = 0; i < 1 + random_.Below(3); ++i)
    approved.elements.push_back({.text = '"' + random_.Pick(lines) + '"'});
  return approved;
}

Datum RequestWriter::Record(const GivenRecord& record) {
  Datum made = Datum::Object();
  std::uint32_t arm = kNone;
  for (const Member& member : record.members) {
    if (member.arm != kNone && member.arm != arm) continue;
    if (member.optional && random_.Chance(30)) {
      made.members.emplace_back(member.name, Absent(member.type));
      continue;
    }
    if (record.is_union && &member == &record.members[0]) {
      const EnumWord& word = random_.Pick(vocabulary_.enums[member.type.declaration].words);
      arm = record.ArmOf(word.name);
      made.members.emplace_back(member.name, Datum::Of('"' + word.wire + '"', member.type));
      continue;
    }
    made.members.emplace_back(member.name, FieldValue(member));
  }
  return made;
}

Datum RequestWriter::FieldValue(const Member& member) {
  Datum made = member.money_object ? Money(member.type, true) : Value(member.type);
  if (std::ranges::find(kLanes, member.name) != std::end(kLanes)) made.text = std::to_string(random_.Below(10));
  made.optional = member.optional;
  return made;
}

// Two ways to say so.
Datum RequestWriter::Absent(const GivenType& type) {
  Datum made = Datum::Of("null", type);
  made.optional = true;
  made.left_out = random_.Chance(70);
  return made;
}

Datum RequestWriter::Value(const GivenType& type) {
  if (type.is_map()) return Map(type);
  if (type.is_collection()) return Collection(type);
  if (type.kind == TypeKind::Record) {
    Datum made = Record(vocabulary_.records[type.declaration]);
    made.type = type;
    made.typed = true;
    return made;
  }
  if (type.kind == TypeKind::Int) return Int(type);
  if (type.kind == TypeKind::Money) return Money(type, false);
  if (type.kind == TypeKind::Enum) {
    const GivenEnum& declared = vocabulary_.enums[type.declaration];
    // A word that nobody listed becomes the last of them.
    if (declared.otherwise && random_.Chance(10)) return Datum::Of("\"unlisted\"", type);
    const auto& words = random_.Chance(85) ? declared.usual : declared.words;
    return Datum::Of('"' + random_.Pick(words).wire + '"', type);
  }
  if (type.kind == TypeKind::Instant) return Datum::Of(InstantConstant(NearPool(type.kind)).json, type);
  if (type.kind == TypeKind::Date) return Datum::Of(DateConstant(NearPool(type.kind)).json, type);
  if (type.kind == TypeKind::Duration) return Datum::Of(DurationConstant(NearPool(type.kind)).json, type);
  return Datum::Of(random_.Pick(vocabulary_.Pool(type.kind)).json, type);
}

// One of the unit's constants, or next to it, or far from all of them.
std::int64_t RequestWriter::NearPool(TypeKind kind) {
  std::int64_t number = random_.Pick(vocabulary_.Pool(kind)).number;
  if (random_.Chance(30)) number += random_.Between(-1, 1);
  if (!random_.Rarely(kPermilleExtreme)) return number;
  constexpr std::int64_t kInstants[] = {values::kMinInstant, values::kMaxInstant};
  constexpr std::int64_t kDates[] = {values::kMinDate, values::kMaxDate};
  constexpr std::int64_t kDurations[] = {INT64_MAX, INT64_MIN, -values::kDay, 9'000'000'000'000'000'000};
  if (kind == TypeKind::Instant) return random_.Pick(kInstants);
  return kind == TypeKind::Date ? random_.Pick(kDates) : random_.Pick(kDurations);
}

Datum RequestWriter::Int(const GivenType& type) {
  const bool whole = type.minimum == INT64_MIN || type.maximum == INT64_MAX;
  std::int64_t number = TypicalOf(type) + random_.Between(-3, 3);
  if (random_.Chance(15)) number = whole ? random_.Between(-20, 150) : random_.Between(type.minimum, type.maximum);
  if (random_.Chance(4)) number = 0;
  if (random_.Rarely(kPermilleExtreme)) number = random_.Chance(50) ? type.minimum : type.maximum;
  return Datum::Of(std::to_string(std::clamp(number, type.minimum, type.maximum)), type);
}

Datum RequestWriter::Money(const GivenType& type, bool object) {
  constexpr const char* kOthers[] = {"EUR", "USD", "JPY", "KWD"};
  std::int64_t minor = random_.Pick(vocabulary_.Pool(TypeKind::Money)).number;
  if (random_.Chance(30)) minor += random_.Between(-2, 2);
  if (random_.Chance(5)) minor = -minor;
  if (random_.Rarely(kPermilleExtreme)) minor = random_.Chance(50) ? INT64_MAX : INT64_MIN;
  const std::string currency = random_.Rarely(kPermilleForeign) ? random_.Pick(kOthers) : vocabulary_.currency;
  const std::string json = MoneyConstant(minor, currency).json;
  if (!object) return Datum::Of(json, type);
  Datum made = Datum::Object();
  made.type = type;
  made.typed = made.money_object = true;
  made.members.emplace_back("Amount", Datum{.text = '"' + json.substr(5)});
  made.members.emplace_back("Currency", Datum{.text = '"' + currency + '"'});
  return made;
}

Datum RequestWriter::Map(const GivenType& type) {
  Datum made = Datum::Object();
  made.type = type;
  made.typed = true;
  const std::size_t count = random_.Below(std::min<std::size_t>(type.bound, 4) + 1);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& quoted = random_.Pick(vocabulary_.Pool(type.key)).json;
    const std::string key = quoted.substr(1, quoted.size() - 2);
    const bool twice = std::ranges::any_of(made.members, [&](const auto& member) { return member.first == key; });
    if (!twice) made.members.emplace_back(key, Value(type.ElementType()));
  }
  return made;
}

Datum RequestWriter::Collection(const GivenType& type) {
  Datum made = Datum::List();
  made.type = type;
  made.typed = true;
  const std::size_t most = std::min<std::size_t>(type.bound, random_.Chance(90) ? 3 : 8);
  const std::size_t count = random_.Below(most + 1);
  for (std::size_t i = 0; i < count; ++i) made.elements.push_back(Value(type.ElementType()));
  return made;
}

}  // namespace bpol::agreement
