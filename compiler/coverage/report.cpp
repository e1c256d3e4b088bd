#include "compiler/coverage/report.h"

#include "runtime/base/check.h"

namespace bpol::coverage {

const char* WordOf(Measure measure) {
  switch (measure) {
    case Measure::Lines:
      return "lines";
    case Measure::Conditions:
      return "conditions";
    case Measure::Outcomes:
      return "outcomes";
    case Measure::Bins:
      return "bins";
  }
  BPOL_CHECK(false, "every measure has a word");
}

Report::Least Report::LeastMet() const {
  Least least;
  for (const Measure measure : kMeasures) {
    const Count& count = all[static_cast<std::size_t>(measure)];
    const std::uint32_t per_hundred = count.all == 0 ? 100 : count.met * 100 / count.all;
    if (per_hundred < least.per_hundred) least = {measure, per_hundred};
  }
  return least;
}

}  // namespace bpol::coverage
