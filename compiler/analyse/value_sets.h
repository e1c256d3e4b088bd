// ValueSet: which values something may still have: intervals of one total order, and whether it may be absent. Numbers,
// members, texts, times, amounts and addresses alike: a finite set is intervals of one value, and what is left out of a
// set is the intervals between. Whole numbers have nothing between 3 and 4, so that `n > 3 and n < 4` is empty; of
// everything else it is assumed that there is always something between.
// Thread safety: a value; what its values point into outlives it.
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <vector>

#include "runtime/decision/value.h"

namespace bpol::analyse {

using decision::Value;

class ValueSet {
 public:
  // Every value that is present; none is absent.
  static ValueSet Present();
  // Only absence.
  static ValueSet Absent();
  // From `least` to `greatest`, both in it. Empty where they are the wrong way round.
  static ValueSet Between(const Value& least, const Value& greatest);
  static ValueSet Of(std::span<const Value> values);
  static ValueSet Below(const Value& value);  // without `value`
  static ValueSet Above(const Value& value);  // without `value`

  void Intersect(const ValueSet& other);
  void Unite(const ValueSet& other);
  // The other values that are present: absence is in neither.
  ValueSet Others() const;

  bool empty() const { return !absent_ && intervals_.empty(); }
  bool Contains(const Value& value) const;

 private:
  // A place between two values of the order: before the first, directly below or above a value, behind the last.
  struct Cut {
    enum class Place { First, At, Last } place = Place::First;
    Value value = {};
    bool above = false;  // of At

    std::strong_ordering operator<=>(const Cut& other) const;
    bool operator==(const Cut& other) const { return (*this <=> other) == 0; }
  };
  struct Interval {
    Cut from, to;  // from < to
  };

  static Cut JustBelow(const Value& value);
  static Cut JustAbove(const Value& value);
  static ValueSet From(Cut from, Cut to);
  // Puts intervals in order, those that touch into one.
  void Join();

  bool absent_ = false;
  std::vector<Interval> intervals_;  // ascending; each begins behind the end of the one before
};

}  // namespace bpol::analyse
