#include "tests/agreement/tally.h"

#include "tests/agreement/conditions.h"

namespace bpol::agreement {

void Tally::Count(const trial::Ruling& ruling) {
  ++decisions;
  ++effects[static_cast<std::size_t>(ruling.effect)];
  if (ruling.fault != values::Fault::None) ++faults[static_cast<std::size_t>(ruling.fault)];
}

void Tally::CountConditions(const Engines& engines) {
  constexpr std::uint8_t kBoth = evaluate::kSeenFalse | evaluate::kSeenTrue;
  for (const Asked& asked : ConditionsOf(engines.unit(), engines.compiled().description->functions)) {
    if (asked.is_part()) continue;
    ++conditions;
    if ((engines.seen()[asked.condition.index] & kBoth) == kBoth) ++both_ways;
  }
}

Tally& Tally::operator+=(const Tally& other) {
  decisions += other.decisions;
  answers += other.answers;
  for (std::size_t i = 0; i < effects.size(); ++i) effects[i] += other.effects[i];
  for (std::size_t i = 0; i < faults.size(); ++i) faults[i] += other.faults[i];
  conditions += other.conditions;
  both_ways += other.both_ways;
  return *this;
}

}  // namespace bpol::agreement
