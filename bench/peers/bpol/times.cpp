#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <numeric>

#include "bench/peers/bpol/figures.h"
#include "bench/support/measure.h"

namespace bpol::bench {
namespace {

constexpr unsigned kRounds = 31;
constexpr double kMilliseconds = 2;  // of a round
constexpr std::size_t kSingleCalls = 20'000;

using Decide = void (Contestant::*)(Order);
struct Input {
  const char* name;
  Decide decide;
};
constexpr Input kInputs[] = {{"typed", &Contestant::DecideTyped}, {"json", &Contestant::DecideJson}};

template <typename Call>
std::vector<double> SingleCalls(const Call& call) {
  std::vector<double> nanoseconds;
  nanoseconds.reserve(kSingleCalls);
  for (std::size_t i = 0; i < kSingleCalls; ++i) {
    const auto start = std::chrono::steady_clock::now();
    call(i);
    nanoseconds.push_back(std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count());
  }
  std::ranges::sort(nanoseconds);
  return nanoseconds;
}

double ClockCost() {
  return SingleCalls([](std::size_t) {})[kSingleCalls / 2];
}

void PrintInput(const Workload& workload, const std::vector<Entrant>& entrants, const Input& input) {
  std::vector<std::uint16_t> indices(workload.requests.size());
  std::iota(indices.begin(), indices.end(), 0);
  const Order order(indices);
  std::vector<Work> works;
  for (const Entrant& entrant : entrants)
    works.push_back([contestant = entrant.contestant.get(), &input, order] { (contestant->*input.decide)(order); });
  const Series series = Measure(works, kRounds, kMilliseconds);
  const double scale = 1e9 / static_cast<double>(order.size());
  for (std::size_t i = 0; i < entrants.size(); ++i) {
    const Spread spread = series.Of(i);
    Contestant& contestant = *entrants[i].contestant;
    const std::vector<double> singles =
        SingleCalls([&](std::size_t call) { (contestant.*input.decide)(order.subspan(call % order.size(), 1)); });
    const nlohmann::ordered_json line = {{"peer", entrants[i].name},
                                         {"version", "this tree"},
                                         {"workload", workload.name},
                                         {"input", input.name},
                                         {"requests", order.size()},
                                         {"ns_median", spread.median * scale},
                                         {"ns_low", spread.low * scale},
                                         {"ns_high", spread.high * scale},
                                         {"times_by_hand", series.Ratio(i, entrants.size() - 1).median},
                                         {"ns_p50", singles[kSingleCalls / 2]},
                                         {"ns_p99", singles[kSingleCalls * 99 / 100]},
                                         {"clock_ns", ClockCost()},
                                         {"notes", "all reasons, obligations too"}};
    std::puts(line.dump().c_str());
  }
}

}  // namespace

void PrintTimes(const Workload& workload, const Entrants& entrants) {
  for (const Input& input : kInputs) PrintInput(workload, entrants.list(), input);
}

}  // namespace bpol::bench
