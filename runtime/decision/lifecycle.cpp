#include "runtime/decision/lifecycle.h"

#include <algorithm>
#include <cstring>

#include "runtime/base/check.h"

namespace bpol::decision {
namespace {

// The clock is nobody's, and nothing else comes by itself.
bool MayCause(const schema::Transition& transition, const Cause& cause) {
  if (transition.event == kClock) return cause.actor.empty();
  return std::ranges::find(transition.actors, cause.actor) != transition.actors.end();
}

}  // namespace

Move Advance(const schema::Lifecycle& lifecycle, std::uint32_t state, const Cause& cause,
             TransitionConditions& conditions) {
  const auto is_final = [&](std::uint32_t at) { return (lifecycle.finals >> at & 1) != 0; };
  Move move{.state = state, .final = is_final(state), .fault = {}};
  for (std::uint32_t i = 0; i < lifecycle.transitions.size(); ++i) {
    const schema::Transition& transition = lifecycle.transitions[i];
    if (transition.from != state || transition.event != cause.event) continue;
    if (!MayCause(transition, cause)) {
      if (move.verdict == Verdict::NoTransition) move.verdict = Verdict::NotByActor;
      continue;
    }
    if (transition.function != schema::kNone) {
      const Held held = conditions.Ask(transition.function);
      if (!held.ok()) return {Verdict::Faulted, state, is_final(state), i, held};
      move.verdict = Verdict::ConditionFails;
      if (!held.holds) continue;
    }
    return {Verdict::Moves, transition.to, is_final(transition.to), i, {}};
  }
  return move;
}

std::uint32_t StateOf(const schema::Unit& unit, const schema::Lifecycle& lifecycle, const std::byte* record) {
  std::int64_t state = 0;
  std::memcpy(&state, record + unit.records[lifecycle.record].fields[lifecycle.state].offset, sizeof state);
  return static_cast<std::uint32_t>(state);
}

std::string_view ReasonOf(const Move& move) {
  switch (move.verdict) {
    case Verdict::Moves:
      return {};
    case Verdict::NoTransition:
      return "lifecycle.no_transition";
    case Verdict::NotByActor:
      return "lifecycle.not_by_actor";
    case Verdict::ConditionFails:
      return "lifecycle.condition_fails";
    case Verdict::Faulted:
      return values::FaultCode(move.fault.fault);
  }
  BPOL_CHECK(false, "every verdict has its reason");
}

}  // namespace bpol::decision
