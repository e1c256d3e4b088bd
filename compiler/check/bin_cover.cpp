#include "compiler/check/bin_cover.h"

#include <algorithm>

namespace bpol::check {

bool BinCover::Take(Interval interval) {
  bool taken = false;
  std::vector<Interval> left;
  for (const Interval& part : open_) {
    const std::int64_t low = std::max(part.low, interval.low);
    const std::int64_t high = std::min(part.high, interval.high);
    if (low > high) {
      left.push_back(part);
      continue;
    }
    taken = true;
    if (part.low < low) left.push_back({part.low, low - 1});
    if (high < part.high) left.push_back({high + 1, part.high});
  }
  open_ = std::move(left);
  return taken;
}

}  // namespace bpol::check
