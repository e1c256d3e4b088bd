// NativeEngine: the code of a PolicyUnit as a decision::Engine, for one bound request.
// `keys`, for pseudonyms, may be null: then no key has material.
// Allocates from the request's arena only. The unit, the action (of its schema), the frame and the arena outlive it.
// Thread safety: belongs to the core that runs the request.
#pragma once

#include <cstring>

#include "runtime/abi/abi.h"
#include "runtime/base/arena.h"
#include "runtime/decision/engine.h"
#include "runtime/unit/policy_unit.h"

namespace bpol::unit {

inline constexpr std::size_t kMostArguments = 8;  // of an obligation: schema::Verify sees to it

class NativeEngine final : public decision::Engine {
 public:
  NativeEngine(const PolicyUnit& unit, const schema::Action& action, const std::byte* frame, Arena& arena,
               const keys::KeySource* keys = nullptr)
      : unit_(unit), action_(action), arena_(arena), visits_left_(unit.schema().visit_limit) {
    std::byte* scratch = nullptr;
    if (action.scratch_size != 0) {
      scratch = arena.Allocate(action.scratch_size);
      std::memset(scratch, 0, action.scratch_size);
    }
    input_ = {frame, nullptr, &abi::Helpers(), &visits_left_, scratch, unit.constants(), keys};
  }

  decision::Events RunBlocks(std::uint32_t function) override {
    // Each call has room of its own: the events of the first are still read when residency is asked.
    output_.events = reinterpret_cast<decision::Event*>(arena_.Allocate(action_.max_events * sizeof(decision::Event)));
    const decision::Ended ended = Run(function);
    if (!ended.ok()) return {ended, {}};
    BPOL_CHECK(output_.event_count <= action_.max_events, "native code stays within its room");
    return {ended, {output_.events, output_.event_count}};
  }
  decision::Held RunCondition(std::uint32_t function) override;
  decision::Held RunObligation(const decision::Plan::Site& site) override;
  void CollectScores(ArenaList<decision::ScoreResult>& scores) override;

  // A redaction condition that reads `object`, a record of the type it was written for. Each has the unit's whole visit
  // limit: how many objects a response holds is not the request's doing.
  decision::Held RunObjectCondition(std::uint32_t function, const std::byte* object);

 private:
  decision::Ended Run(std::uint32_t function) {
    BPOL_CHECK(function < unit_.schema().function_count, "a unit is asked only for functions that it has");
    const std::uint32_t status = unit_.entry()(function, &input_, &output_);
    if (status == 0) return {};
    BPOL_CHECK(status < values::kFaultCount, "native code ends with a fault of the list");
    return {static_cast<values::Fault>(status), static_cast<std::uint32_t>(output_.fault_site)};
  }
  // Else it is a request part of a redaction.
  bool OfTheDecision(std::uint32_t function) const;

  const PolicyUnit& unit_;
  const schema::Action& action_;
  Arena& arena_;
  std::int64_t visits_left_;
  abi::Input input_;
  abi::Output output_;  // native code and the calls above write what they read
  abi::Argument arguments_[kMostArguments];
};

// What decision::Decide does, without looking the engine's functions up. `action` is the engine's.
void Decide(const PolicyUnit& unit, const schema::Action& action, NativeEngine& engine, Arena& arena,
            decision::Decision& decision);

}  // namespace bpol::unit
