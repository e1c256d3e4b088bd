#include "compiler/analyse/value_sets.h"

#include <algorithm>

namespace bpol::analyse {

std::strong_ordering ValueSet::Cut::operator<=>(const Cut& other) const {
  if (place != other.place) return place <=> other.place;
  if (place != Place::At) return std::strong_ordering::equal;
  const int order = decision::Compare(value, other.value);
  return order != 0 ? order <=> 0 : above <=> other.above;
}

ValueSet::Cut ValueSet::JustBelow(const Value& value) {
  if (value.kind == Value::Kind::Int && value.integer == INT64_MIN) return {.place = Cut::Place::First};
  return {.place = Cut::Place::At, .value = value, .above = false};
}

// Above a whole number is below the next one.
ValueSet::Cut ValueSet::JustAbove(const Value& value) {
  Value next = value;
  if (value.kind == Value::Kind::Int) {
    if (value.integer == INT64_MAX) return {.place = Cut::Place::Last};
    ++next.integer;
    return JustBelow(next);
  }
  if (value.kind == Value::Kind::Money && value.money.minor < INT64_MAX) {
    ++next.money.minor;
    return JustBelow(next);
  }
  return {.place = Cut::Place::At, .value = value, .above = true};
}

ValueSet ValueSet::From(Cut from, Cut to) {
  ValueSet set;
  if (from < to) set.intervals_.push_back({from, to});
  return set;
}

ValueSet ValueSet::Present() {
  return From({.place = Cut::Place::First}, {.place = Cut::Place::Last});
}

ValueSet ValueSet::Absent() {
  ValueSet set;
  set.absent_ = true;
  return set;
}

ValueSet ValueSet::Between(const Value& least, const Value& greatest) {
  return From(JustBelow(least), JustAbove(greatest));
}

ValueSet ValueSet::Below(const Value& value) {
  return From({.place = Cut::Place::First}, JustBelow(value));
}

ValueSet ValueSet::Above(const Value& value) {
  return From(JustAbove(value), {.place = Cut::Place::Last});
}

ValueSet ValueSet::Of(std::span<const Value> values) {
  ValueSet set;
  for (const Value& value : values) set.intervals_.push_back({JustBelow(value), JustAbove(value)});
  set.Join();
  return set;
}

void ValueSet::Intersect(const ValueSet& other) {
  absent_ = absent_ && other.absent_;
  std::vector<Interval> both;
  auto one = intervals_.cbegin();
  auto two = other.intervals_.cbegin();
  while (one != intervals_.cend() && two != other.intervals_.cend()) {
    const Cut from = std::max(one->from, two->from);
    const Cut to = std::min(one->to, two->to);
    if (from < to) both.push_back({from, to});
    if (one->to < two->to) {
      ++one;
    } else {
      ++two;
    }
  }
  intervals_ = std::move(both);
}

void ValueSet::Unite(const ValueSet& other) {
  absent_ = absent_ || other.absent_;
  intervals_.insert(intervals_.end(), other.intervals_.begin(), other.intervals_.end());
  Join();
}

void ValueSet::Join() {
  std::ranges::sort(intervals_, [](const Interval& a, const Interval& b) { return a.from < b.from; });
  std::vector<Interval> joined;
  for (const Interval& next : intervals_) {
    if (joined.empty() || joined.back().to < next.from) {
      joined.push_back(next);
    } else {
      joined.back().to = std::max(joined.back().to, next.to);
    }
  }
  intervals_ = std::move(joined);
}

ValueSet ValueSet::Others() const {
  ValueSet others;
  Cut from{.place = Cut::Place::First};
  for (const Interval& taken : intervals_) {
    if (from < taken.from) others.intervals_.push_back({from, taken.from});
    from = taken.to;
  }
  const Cut last{.place = Cut::Place::Last};
  if (from < last) others.intervals_.push_back({from, last});
  return others;
}

bool ValueSet::Contains(const Value& value) const {
  if (!value.present()) return absent_;
  const Cut below = JustBelow(value);
  return std::ranges::any_of(intervals_, [&](const Interval& each) { return each.from <= below && below < each.to; });
}

}  // namespace bpol::analyse
