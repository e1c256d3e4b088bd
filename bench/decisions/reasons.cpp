#include "bench/decisions/reasons.h"

#include <nlohmann/json.hpp>

#include "bench/decisions/engines.h"
#include "bench/support/measure.h"

namespace bpol::bench {
namespace {

// A request that could not be bound reached no line.
std::vector<std::uint16_t> BoundOf(Contestant& whole, std::size_t requests) {
  std::vector<std::uint16_t> bound;
  for (std::uint16_t i = 0; i < requests; ++i)
    if (whole.Answer(i).find("| input.") == std::string::npos) bound.push_back(i);
  return bound;
}

}  // namespace

nlohmann::ordered_json MeasureReasons(const Subject& subject, unsigned rounds) {
  const std::unique_ptr<Contestant> unheard = MakeNativeUnheard(subject), whole = MakeNative(subject);
  const std::vector<std::uint16_t> order = BoundOf(*whole, subject.requests.size());
  if (order.empty()) return nullptr;
  const Series series = Measure({[&] { unheard->DecideTyped(order); }, [&] { whole->DecideTyped(order); }}, rounds, 2);
  const double scale = 1e9 / static_cast<double>(order.size());
  return {{"action", subject.pack->name + "." + subject.name},
          {"requests", order.size()},
          {"unheard_ns", series.Of(0).median * scale},
          {"whole_ns", series.Of(1).median * scale},
          {"times_unheard", series.Ratio(1, 0).median}};
}

}  // namespace bpol::bench
