#include "tests/agreement/goals.h"

namespace bpol::agreement {

Goals::Goals(const Engines& engines)
    : engines_(engines), conditions_(ConditionsOf(engines.unit(), engines.compiled().description->functions)) {
  for (std::size_t i = 0; i < conditions_.size(); ++i) places_[conditions_[i].condition.index] = i;
}

bool Goals::Went(const Asked& asked, bool way) const {
  const auto found = reached_.find(asked.condition.index);
  return found != reached_.end() && found->second[way ? 1 : 0] != nullptr;
}

void Goals::Learn(std::shared_ptr<const Draft> draft) {
  for (const Asked& asked : conditions_) {
    const std::uint8_t ways = engines_.seen_last()[asked.condition.index];
    for (const bool way : {false, true})
      if ((ways & (way ? evaluate::kSeenTrue : evaluate::kSeenFalse)) != 0)
        reached_[asked.condition.index][way ? 1 : 0] = draft;
  }
}

// Of what was never asked: what it is behind has to go the right way first.
Goals::Way Goals::WayTo(const Asked& asked) const {
  for (const bool way : {false, true})
    if (Went(asked, way)) return {&asked, reached_.at(asked.condition.index)[way ? 1 : 0]};
  if (!asked.behind.valid()) return {};
  const auto behind = places_.find(asked.behind.index);
  if (behind == places_.end()) return {};
  const Asked& before = conditions_[behind->second];
  if (Went(before, asked.behind_holds))
    return {&before, reached_.at(before.condition.index)[asked.behind_holds ? 1 : 0]};
  return WayTo(before);
}

std::optional<Goals::Goal> Goals::Pick(Random& random) const {
  const auto done = [&](const Asked& asked) { return Went(asked, false) && Went(asked, true); };
  std::vector<Way> ways;
  for (const Asked& asked : conditions_) {
    if (done(asked) || (asked.is_part() && done(conditions_[places_.at(asked.whole.index)]))) continue;
    if (const Way way = WayTo(asked); way.asked != nullptr) ways.push_back(way);
  }
  if (ways.empty()) return std::nullopt;
  const Way& way = random.Pick(ways);
  return Goal{way.reached, ReadsOf(engines_.unit(), engines_.unit().actions[way.reached->action], *way.asked)};
}

}  // namespace bpol::agreement
