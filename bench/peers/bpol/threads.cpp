#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <numeric>
#include <thread>

#include "bench/peers/bpol/figures.h"
#include "bench/support/measure.h"

namespace bpol::bench {
namespace {

constexpr unsigned kRounds = 9;
constexpr std::chrono::milliseconds kRound{100};

// Decisions a second of all threads together. They begin together, and each counts its own.
double RateOf(std::span<const std::unique_ptr<Contestant>> contestants, Order order) {
  std::atomic<bool> begun = false, ended = false;
  std::vector<std::uint64_t> passes(contestants.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < contestants.size(); ++i) {
    threads.emplace_back([&, i] {
      contestants[i]->DecideTyped(order);
      begun.wait(false);
      std::uint64_t own = 0;
      for (; !ended.load(std::memory_order_relaxed); ++own) contestants[i]->DecideTyped(order);
      passes[i] = own;
    });
  }
  const auto start = std::chrono::steady_clock::now();
  begun = true;
  begun.notify_all();
  std::this_thread::sleep_for(kRound);
  ended = true;
  for (std::thread& each : threads) each.join();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  return static_cast<double>(std::accumulate(passes.begin(), passes.end(), std::uint64_t{0}) * order.size()) /
         took.count();
}

}  // namespace

void PrintThreads(const Workload& workload, const Entrants& entrants) {
  std::vector<std::uint16_t> indices(workload.requests.size());
  std::iota(indices.begin(), indices.end(), 0);
  std::vector<std::unique_ptr<Contestant>> contestants;
  const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
  while (contestants.size() < cores) contestants.push_back(entrants.Another());
  std::vector<std::vector<double>> rates(cores);
  for (unsigned round = 0; round < kRounds; ++round)
    for (std::size_t count = 1; count <= cores; ++count)
      rates[count - 1].push_back(RateOf(std::span(contestants).first(count), indices));
  for (std::size_t count = 1; count <= cores; ++count) {
    const nlohmann::ordered_json line = {{"workload", workload.name},
                                         {"threads", count},
                                         {"per_second", SpreadOf(rates[count - 1]).median},
                                         {"best_per_second", std::ranges::max(rates[count - 1])}};
    std::puts(line.dump().c_str());
  }
}

}  // namespace bpol::bench
