// Measuring on a machine that others use too: CPU time of this thread, many short rounds, the contestants one after the
// other within each round and in turned order from round to round, so that what disturbs one disturbs all.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace bpol::bench {

struct Spread {
  double median = 0, low = 0, high = 0;  // low and high: the quartiles
};
Spread SpreadOf(std::vector<double> values);

// Each returns after it did its work once, which is the same amount for all.
using Work = std::function<void()>;

struct Series {
  std::vector<std::vector<double>> seconds;  // [work][round]: CPU seconds for doing it once

  Spread Of(std::size_t work) const { return SpreadOf(seconds[work]); }
  // Round by round, so that a slow moment counts on both sides.
  Spread Ratio(std::size_t work, std::size_t to) const;
};

// In each round every work is repeated for at least `milliseconds`. A first round warms up and is not kept.
Series Measure(const std::vector<Work>& works, unsigned rounds, double milliseconds);

}  // namespace bpol::bench
