// Engine: what an evaluator must be able to do, so that one driver (Decide) turns either of the two into decisions.
// The plain evaluator and the native unit implement it; a call is one function of schema::Unit, by its index.
#pragma once

#include <cstdint>
#include <span>

#include "runtime/base/arena.h"
#include "runtime/decision/plan.h"

namespace bpol::decision {

// How one function ended: a fault of evaluation with its site, or None.
struct Ended {
  values::Fault fault = values::Fault::None;
  std::uint32_t site = schema::kNone;
  bool ok() const { return fault == values::Fault::None; }
};

struct Events : Ended {
  std::span<const Event> events;
};
struct Held : Ended {
  bool holds = false;
  std::span<const Value> arguments;  // obligations only
};

// One request of one action, already bound; an engine object lives as long as that request.
class Engine {
 public:
  virtual ~Engine() = default;
  // A decide or residency function. Cells (lets, consents, scores) keep what they computed for later calls.
  virtual Events RunBlocks(std::uint32_t function) = 0;
  // A redaction's request part or check, or a challenger.
  virtual Held RunCondition(std::uint32_t function) = 0;
  // An obligation's condition and arguments.
  virtual Held RunObligation(const Plan::Site& site) = 0;
  // Every score that was read so far, in order of Action::scores.
  virtual void CollectScores(ArenaList<ScoreResult>& scores) = 0;
};

// The decision of a bound request: rules and decide blocks, residency where they do not deny, the redaction's request
// parts and the obligations of the final effect. A reached fault ends it (language.md section 3). `action` is one of
// the plan's unit; allocates from `arena` and the decision's arena only.
void Decide(const Plan& plan, const schema::Action& action, Engine& engine, Arena& arena, Decision& decision);

}  // namespace bpol::decision
