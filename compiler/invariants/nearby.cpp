#include "compiler/invariants/nearby.h"

#include <algorithm>

#include "runtime/decision/decision.h"
#include "runtime/schema/layout.h"
#include "runtime/values/time.h"

namespace bpol::invariants {

using decision::Value;
using schema::TypeKind;

namespace {

constexpr std::size_t kMostElements = 8;        // of one collection of the request
constexpr std::int64_t kMostText = 300;         // characters, where a condition asks for a length
constexpr std::int64_t kMostDays = 40'000;      // a number of days that some date could be away
constexpr std::int64_t kSmall = 1'000'000'000;  // products of what is below it fit

bool IsWithin(std::int64_t number, std::int64_t bound) {
  return number >= -bound && number <= bound;
}

bool SumFits(std::int64_t left, std::int64_t right) {
  std::int64_t sum = 0;
  return !__builtin_add_overflow(left, right, &sum) && sum < INT64_MAX - values::kDay && sum > INT64_MIN + values::kDay;
}

}  // namespace

Nearby::Nearby(const Subject& subject, std::uint32_t action, const Condition& condition, const Value* frame,
               Samples& samples)
    : subject_(subject), samples_(samples) {
  for (const Constant& constant : condition.constants) Learn(constant.type, constant.value);
  if (frame == nullptr) return;
  const schema::Action& declared = subject.ActionAt(action);
  now_ = frame->elements[declared.now].integer;
  const auto& fields = subject.FrameOf(action).fields;
  for (const Path& path : condition.reads)
    Read(frame->elements[path.front()], fields[path.front()].type, std::span(path).subspan(1));
}

// What a path leads to, in every element of the collections on the way.
void Nearby::Read(const Value& value, std::uint32_t type, std::span<const std::uint32_t> path) {
  if (!value.present()) return;
  const schema::Type& declared = subject_.TypeAt(type);
  if (value.kind == Value::Kind::Sequence && !path.empty()) {
    for (std::size_t i = 0; i < std::min<std::size_t>(value.count, kMostElements); ++i)
      Read(value.elements[i], declared.element, path);
  } else if (value.kind == Value::Kind::Record && !path.empty()) {
    const schema::Field& field = subject_.schema.records[declared.declaration].fields[path.front()];
    Read(value.elements[path.front()], field.type, path.subspan(1));
  } else {
    Learn(type, value);
  }
}

void Nearby::Learn(std::uint32_t type, const Value& value) {
  if (!value.present() || type == schema::kNone) return;
  known_.push_back({type, value});
  if (value.kind != Value::Kind::Sequence || schema::IsMap(subject_.TypeAt(type))) return;
  for (std::size_t i = 0; i < std::min<std::size_t>(value.count, kMostElements); ++i)
    Learn(subject_.TypeAt(type).element, value.elements[i]);
}

Nearby::Integers Nearby::Known(TypeKind kind, std::uint32_t declaration) const {
  Integers integers;
  for (const Constant& each : known_) {
    const schema::Type& type = subject_.TypeAt(each.type);
    if (type.kind == kind && (declaration == schema::kNone || type.declaration == declaration))
      integers.insert(each.value.integer);
  }
  return integers;
}

std::vector<Value> Nearby::Of(const Integers& integers) const {
  std::vector<Value> values;
  for (const std::int64_t each : integers) values.push_back(Value::Int(each));
  return values;
}

// Each number, sums, differences, products and quotients of two, and their neighbours.
Nearby::Integers Nearby::Numbers(const schema::Type& type) const {
  const Integers known = Known(TypeKind::Int);
  Integers found = known;
  found.insert({0, 1, type.minimum, type.maximum});
  for (const std::int64_t left : known) {
    for (const std::int64_t right : known) {
      if (!IsWithin(left, kSmall) || !IsWithin(right, kSmall)) continue;
      found.insert({left + right, left - right, left * right});
      if (right > 0) found.insert({left / right, left / right + 1});
    }
  }
  Integers fitting;
  for (const std::int64_t each : found)
    for (const std::int64_t step : {-1, 0, 1})
      if (SumFits(each, step) && each + step >= type.minimum && each + step <= type.maximum)
        fitting.insert(each + step);
  return fitting;
}

// Lengths of time that the condition knows, also where it counts them in days.
Nearby::Integers Nearby::Spans() const {
  Integers spans = Known(TypeKind::Duration);
  for (const std::int64_t days : Known(TypeKind::Int))
    if (IsWithin(days, kMostDays)) spans.insert(days * values::kDay);
  std::erase_if(spans, [](std::int64_t each) { return !IsWithin(each, values::kMaxInstant); });
  return spans;
}

Nearby::Integers Nearby::Moments() const {
  Integers starts = Known(TypeKind::Instant);
  starts.insert(now_);
  for (const std::int64_t date : Known(TypeKind::Date)) starts.insert(date * values::kDay);
  Integers spans = Spans();
  spans.insert(0);
  Integers moments;
  for (const std::int64_t start : starts)
    for (const std::int64_t span : spans)
      for (const std::int64_t way : {span, -span})
        for (const std::int64_t step : {-values::kSecond, values::Duration{0}, values::kSecond})
          if (SumFits(start, way)) moments.insert(start + way + step);
  std::erase_if(moments, [](std::int64_t each) { return each < values::kMinInstant || each > values::kMaxInstant; });
  return moments;
}

Nearby::Integers Nearby::Days() const {
  Integers days;
  for (const std::int64_t moment : Moments()) days.insert(values::DateOfInstantUtc(moment));
  for (const std::int64_t date : Known(TypeKind::Date)) days.insert({date - 1, date, date + 1});
  std::erase_if(days, [](std::int64_t each) { return each < values::kMinDate || each > values::kMaxDate; });
  return days;
}

Nearby::Integers Nearby::Members(const schema::Type& type) const {
  Integers members;
  const std::size_t count = subject_.schema.enums[type.declaration].members.size();
  for (std::size_t i = 0; i < count; ++i) members.insert(static_cast<std::int64_t>(i));
  return members;
}

std::vector<Value> Nearby::Moneys() const {
  std::vector<values::Money> known, found;
  for (const Constant& each : known_)
    if (each.value.kind == Value::Kind::Money) known.push_back(each.value.money);
  const Integers factors = Known(TypeKind::Int);
  for (const values::Money& left : known) {
    found.push_back(left);
    values::Money made{};
    for (const values::Money& right : known) {
      if (values::MoneyAdd(left, right, &made) == values::Fault::None) found.push_back(made);
      if (values::MoneySub(left, right, &made) == values::Fault::None) found.push_back(made);
    }
    for (const std::int64_t factor : factors)
      if (values::MoneyMulInt(left, factor, &made) == values::Fault::None) found.push_back(made);
  }
  std::vector<Value> moneys;
  for (const values::Money& each : found)
    for (const std::int64_t step : {-1, 0, 1})
      if (SumFits(each.minor, step)) moneys.push_back(Value::Of(values::Money{each.minor + step, each.currency}));
  return moneys;
}

std::vector<Value> Nearby::Decimals() const {
  values::Decimal step{}, made{};
  BPOL_CHECK(values::ParseDecimal("0.01", &step), "a hundredth is a number");
  std::vector<Value> decimals;
  for (const Constant& each : known_) {
    if (each.value.kind != Value::Kind::Decimal) continue;
    decimals.push_back(each.value);
    if (values::DecimalAdd(each.value.decimal, step, &made) == values::Fault::None) decimals.push_back(Value::Of(made));
    if (values::DecimalSub(each.value.decimal, step, &made) == values::Fault::None) decimals.push_back(Value::Of(made));
  }
  return decimals;
}

// Of one word, amounts and decimals; nothing for what is a text or holds others.
std::vector<Value> Nearby::Scalars(const schema::Type& type) const {
  switch (type.kind) {
    case TypeKind::Bool:
      return Of({0, 1});
    case TypeKind::Int:
      return Of(Numbers(type));
    case TypeKind::Money:
      return Moneys();
    case TypeKind::Decimal:
      return Decimals();
    case TypeKind::Instant:
      return Of(Moments());
    case TypeKind::Date:
      return Of(Days());
    case TypeKind::Duration: {
      Integers spans;
      for (const std::int64_t span : Spans()) spans.insert({span - values::kSecond, span, span + values::kSecond});
      return Of(spans);
    }
    case TypeKind::Enum:
      return Of(Members(type));
    case TypeKind::TimeOfDay:
    case TypeKind::Country:
    case TypeKind::Currency:
    case TypeKind::Region:
      return Of(Known(type.kind));
    case TypeKind::String:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Ip:
    case TypeKind::Cidr:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      return {};
  }
  BPOL_CHECK(false, "every kind of type is known");
}

std::vector<Json> Nearby::Texts(const schema::Type& type) const {
  std::set<std::string> texts;
  for (const Constant& each : known_) {
    if (each.value.kind != Value::Kind::Text) continue;
    const std::string text(each.value.AsText());
    const bool same = subject_.TypeAt(each.type).kind == type.kind;
    if (same || type.kind == TypeKind::String) texts.insert(text);
    if (type.kind == TypeKind::String) texts.insert({text + "-x", "x-" + text});
  }
  if (type.kind == TypeKind::String) {
    for (const std::int64_t length : Known(TypeKind::Int))
      for (const std::int64_t each : {length - 1, length, length + 1})
        if (each >= 0 && each <= kMostText) texts.insert(std::string(static_cast<std::size_t>(each), 'x'));
  }
  std::vector<Json> fitting;
  for (const std::string& text : texts)
    if (type.kind != TypeKind::String || text.size() <= type.bound) fitting.emplace_back(text);
  return fitting;
}

// Inside of each network that is known.
std::vector<Json> Nearby::Addresses() const {
  std::vector<Json> addresses;
  for (const Constant& each : known_) {
    std::string text;
    if (each.value.kind == Value::Kind::Ip) values::PrintIp(each.value.ip, text);
    if (each.value.kind == Value::Kind::Cidr) values::PrintIp(each.value.cidr.network, text);
    if (!text.empty()) addresses.emplace_back(text);
  }
  return addresses;
}

// Of sets and lists: the empty one, known ones, and the current one with an element more or less.
std::vector<Json> Nearby::Sets(const schema::Type& type, const Json& current) const {
  std::vector<Json> sets{Json::array()};
  for (const Constant& each : known_)
    if (subject_.schema.types[each.type].kind == TypeKind::Set &&
        subject_.schema.types[each.type].element == type.element)
      sets.push_back(checked::ToJson(subject_.schema, each.type, each.value));
  if (!current.is_array()) return sets;
  for (std::size_t i = 0; i < std::min(current.size(), kMostElements); ++i) {
    Json without = current;
    without.erase(i);
    sets.push_back(std::move(without));
  }
  schema::Field element;
  element.type = type.element;
  for (const Json& more : For(element, nullptr)) {
    sets.push_back(Json::array({more}));
    if (std::ranges::find(current, more) != current.end()) continue;
    sets.push_back(current);
    sets.back().push_back(more);
  }
  std::erase_if(sets, [&](const Json& set) { return set.size() > type.bound; });
  return sets;
}

// The empty one, the current one with an entry less, and with each value that its conditions ask for under each key
// that they name.
std::vector<Json> Nearby::Maps(const schema::Field& field, const Json& current) const {
  const schema::Type& type = subject_.TypeAt(field.type);
  const auto& fields = subject_.schema.records[subject_.TypeAt(type.element).declaration].fields;
  std::vector<Json> maps{Json::object(), samples_.OfField(field)};
  const Json now = current.is_object() ? current : Json::object();
  for (const auto& [key, value] : now.items()) {
    maps.push_back(now);
    maps.back().erase(key);
  }
  const schema::Type& key_type = subject_.TypeAt(fields[schema::kMapKey].type);
  std::set<std::string> keys;
  for (const Constant& each : known_)
    if (subject_.TypeAt(each.type).kind == key_type.kind &&
        subject_.TypeAt(each.type).declaration == key_type.declaration)
      keys.insert(decision::Print(subject_.schema, key_type, each.value));
  for (const std::string& key : keys) {
    for (const Json& value : For(fields[schema::kMapValue], now.value(key, Json()))) {
      maps.push_back(now);
      maps.back()[key] = value;
    }
  }
  std::erase_if(maps, [&](const Json& map) { return map.size() > type.bound; });
  return maps;
}

// A union in each of its arms.
std::vector<Json> Nearby::Records(const schema::Field& field) const {
  const schema::Record& record = subject_.schema.records[subject_.TypeAt(field.type).declaration];
  if (record.tag_field == schema::kNone) return {samples_.OfField(field)};
  std::vector<Json> arms;
  for (std::uint32_t member = 0; member < record.arm_of_member.size(); ++member)
    arms.push_back(samples_.Arm(record, member));
  return arms;
}

std::vector<Json> Nearby::For(const schema::Field& field, const Json& current) const {
  const schema::Type& type = subject_.TypeAt(field.type);
  if (schema::IsMap(type)) return Maps(field, current);
  if (type.kind == TypeKind::Set || type.kind == TypeKind::List) return Sets(type, current);
  if (type.kind == TypeKind::Record) return Records(field);
  if (schema::IsText(type.kind)) {
    std::vector<Json> texts = Texts(type);
    texts.push_back(samples_.OfField(field));
    return texts;
  }
  if (type.kind == TypeKind::Ip) {
    std::vector<Json> addresses = Addresses();
    addresses.push_back(samples_.OfField(field));
    return addresses;
  }
  std::vector<Json> found;
  for (const Value& value : Scalars(type)) found.push_back(checked::ToJson(subject_.schema, field, value));
  if (type.kind != TypeKind::Bool && type.kind != TypeKind::Enum) found.push_back(samples_.OfField(field));
  return found;
}

}  // namespace bpol::invariants
