#include "tests/agreement/goals.h"

namespace bpol::agreement {
namespace {

constexpr std::uint8_t kBoth = 3;

}  // namespace

Goals::Goals(const Engines& engines)
    : engines_(engines),
      conditions_(ConditionsOf(engines.unit(), engines.compiled().description->functions)),
      seen_(engines.seen().size()) {
  for (const Asked& asked : conditions_) behind_[asked.condition.index] = asked.behind;
}

void Goals::Learn(std::shared_ptr<const Draft> draft) {
  for (const Asked& asked : conditions_) {
    const std::uint32_t index = asked.condition.index;
    if (engines_.seen()[index] == seen_[index]) continue;
    seen_[index] = engines_.seen()[index];
    reached_[index] = {draft, ReadsOf(engines_.unit(), engines_.unit().actions[draft->action], asked.condition)};
  }
}

const Goals::Goal* Goals::Reached(checked::ExprId condition) const {
  while (condition.valid() && seen_[condition.index] == 0) {
    const auto found = behind_.find(condition.index);
    if (found == behind_.end()) return nullptr;
    condition = found->second;
  }
  const auto goal = condition.valid() ? reached_.find(condition.index) : reached_.end();
  return goal == reached_.end() ? nullptr : &goal->second;
}

const Goals::Goal* Goals::Pick(Random& random) {
  std::vector<const Goal*> goals;
  for (const Asked& asked : conditions_) {
    if (seen_[asked.condition.index] == kBoth) continue;
    if (const Goal* goal = Reached(asked.condition)) goals.push_back(goal);
  }
  return goals.empty() ? nullptr : random.Pick(goals);
}

}  // namespace bpol::agreement
