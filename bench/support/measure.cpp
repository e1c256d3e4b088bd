#include "bench/support/measure.h"

#include <algorithm>
#include <ctime>

namespace bpol::bench {
namespace {

double CpuSeconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double SecondsFor(const Work& work, std::uint64_t times) {
  const double start = CpuSeconds();
  for (std::uint64_t i = 0; i < times; ++i) work();
  return CpuSeconds() - start;
}

// How often `work` has to be done to take long enough for the clock.
std::uint64_t TimesFor(const Work& work, double milliseconds) {
  for (std::uint64_t times = 1;; times *= 2) {
    const double seconds = SecondsFor(work, times);
    if (seconds * 4 < milliseconds * 1e-3) continue;
    return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(times * milliseconds * 1e-3 / seconds));
  }
}

}  // namespace

Spread SpreadOf(std::vector<double> values) {
  std::ranges::sort(values);
  const auto at = [&](double share) { return values[static_cast<std::size_t>(share * (values.size() - 1) + 0.5)]; };
  return {at(0.5), at(0.25), at(0.75)};
}

Spread Series::Ratio(std::size_t work, std::size_t to) const {
  std::vector<double> ratios;
  for (std::size_t round = 0; round < seconds[work].size(); ++round)
    ratios.push_back(seconds[work][round] / seconds[to][round]);
  return SpreadOf(std::move(ratios));
}

Series Measure(const std::vector<Work>& works, unsigned rounds, double milliseconds) {
  std::vector<std::uint64_t> times;
  for (const Work& work : works) times.push_back(TimesFor(work, milliseconds));
  Series series{std::vector<std::vector<double>>(works.size(), std::vector<double>(rounds))};
  for (unsigned round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < works.size(); ++i) {
      const std::size_t work = round % 2 == 0 ? i : works.size() - 1 - i;
      series.seconds[work][round] = SecondsFor(works[work], times[work]) / static_cast<double>(times[work]);
    }
  }
  return series;
}

}  // namespace bpol::bench
