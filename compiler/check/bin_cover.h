// BinCover: which values of a factor's subject its bins have taken so far, as intervals of whole numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace bpol::check {

struct Interval {
  std::int64_t low = INT64_MIN;
  std::int64_t high = INT64_MAX;  // both ends belong to it; empty when low > high
};

class BinCover {
 public:
  explicit BinCover(Interval domain) : open_{domain} {}

  // Takes `interval`; false when nothing of it was left.
  bool Take(Interval interval);
  // What no bin has taken, from the least value on.
  const std::vector<Interval>& open() const { return open_; }

 private:
  std::vector<Interval> open_;  // sorted, apart from each other
};

}  // namespace bpol::check
