#include "compiler/evaluate/plain_transitions.h"

namespace bpol::evaluate {

decision::Held PlainTransitions::Ask(std::uint32_t function) {
  static const checked::Action kWithoutCells;  // what a lifecycle has of an action
  const auto& condition = std::get<checked::ConditionFunction>(program_.functions[function].kind);
  Evaluator evaluator(program_.unit, kWithoutCells, Value::Record({&now_, 1}), arena_);
  evaluator.SetSeen(program_.seen);
  evaluator.SetKeys(program_.keys);
  evaluator.SetObject(record_);
  evaluator.SetSite(condition.site);
  const std::optional<bool> holds = evaluator.Holds(condition.condition);
  return holds ? decision::Held{{}, *holds, {}} : decision::Held{evaluator.ended(), false, {}};
}

}  // namespace bpol::evaluate
