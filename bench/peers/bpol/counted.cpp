#include <cstdio>
#include <nlohmann/json.hpp>
#include <numeric>

#include "bench/peers/bpol/figures.h"

namespace bpol::bench {

// By these names the profiler knows where to begin and where to end.
[[gnu::noinline]] void CountedTyped(Contestant& contestant, Order order);
[[gnu::noinline]] void CountedJson(Contestant& contestant, Order order);

void CountedTyped(Contestant& contestant, Order order) {
  contestant.DecideTyped(order);
}

void CountedJson(Contestant& contestant, Order order) {
  contestant.DecideJson(order);
}

void PrintCounted(const Workload& workload, const Entrants& entrants) {
  std::vector<std::uint16_t> indices(workload.requests.size());
  std::iota(indices.begin(), indices.end(), 0);
  Contestant& contestant = *entrants.list().front().contestant;
  for (int i = 0; i < 2; ++i) contestant.DecideTyped(indices);
  CountedTyped(contestant, indices);
  for (int i = 0; i < 2; ++i) contestant.DecideJson(indices);
  CountedJson(contestant, indices);
  const nlohmann::ordered_json line = {{"workload", workload.name}, {"decisions", indices.size()}};
  std::puts(line.dump().c_str());
}

}  // namespace bpol::bench
