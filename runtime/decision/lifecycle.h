// Lifecycles, carried out: what an event does to a record (docs/decisions/0018-lifecycles.md).
// Whoever keeps records asks before writing. INVARIANT: whatever is not plainly allowed leaves the record as it is: a
// fault of a condition, an event that nobody declared, a state that no transition leaves.
// Thread safety: plain functions over immutable schemas.
#pragma once

#include <cstddef>
#include <string_view>

#include "runtime/decision/engine.h"

namespace bpol::decision {

// The event that comes by itself: a store asks with it what is due.
inline constexpr std::string_view kClock = "clock";

struct Cause {
  std::string_view event;
  std::string_view actor;  // who causes it; empty of the clock, and of it only
};

// Asks the condition of a transition, over one record at one time. The plain evaluator and native code implement it.
class TransitionConditions {
 public:
  virtual ~TransitionConditions() = default;
  virtual Held Ask(std::uint32_t function) = 0;
};

enum class Verdict : std::uint8_t {
  Moves,
  NoTransition,    // none leaves this state on this event
  NotByActor,      // some do, but not for this actor
  ConditionFails,  // some do, but not now or not with what the record says
  Faulted,         // a condition that was reached ended in a fault
};
struct Move {
  Verdict verdict = Verdict::NoTransition;
  std::uint32_t state = 0;                   // of the record afterwards: where it stays, the one that it is in
  bool final = false;                        // nothing leaves that state
  std::uint32_t transition = schema::kNone;  // index in Lifecycle::transitions: what moves it, or what faulted
  Ended fault;

  bool moves() const { return verdict == Verdict::Moves; }
};

// In the order of the text the first transition from `state` on the event, for the actor, whose condition holds. A
// fault ends the search. `state` is a member of the lifecycle's enum.
Move Advance(const schema::Lifecycle& lifecycle, std::uint32_t state, const Cause& cause,
             TransitionConditions& conditions);

// The state that a record is in: one of the lifecycle's type, laid out as in a frame.
std::uint32_t StateOf(const schema::Unit& unit, const schema::Lifecycle& lifecycle, const std::byte* record);

// Why a record stays as it is, as tests and logs write it: `lifecycle.no_transition`, `lifecycle.not_by_actor`,
// `lifecycle.condition_fails`, or the code of the fault. Empty of a move.
std::string_view ReasonOf(const Move& move);

}  // namespace bpol::decision
