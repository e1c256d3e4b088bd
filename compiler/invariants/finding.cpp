#include "compiler/invariants/finding.h"

#include "runtime/decision/decision.h"

namespace bpol::invariants {

std::string Vacuity(const checked::Invariant& invariant, const Finding& finding) {
  const Tally& tally = finding.tally;
  if (finding.counter_example) return {};
  if (tally.faulted == tally.fitting) return "its condition could not be computed for any of them";
  if (tally.held == 0) return "its condition never held";
  const auto* effect = std::get_if<checked::NeverEffect>(&invariant.claim);
  if (effect != nullptr && finding.always) return {};
  if (tally.reached == 0)
    return "none of them came to " +
           std::string(decision::EffectName(effect != nullptr ? effect->effect : schema::Effect::Permit));
  if (effect == nullptr && tally.shown == 0)
    return "none of them was permitted while its condition held, with a response that has the field";
  return {};
}

}  // namespace bpol::invariants
