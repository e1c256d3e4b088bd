// NativeEngine: the code of a PolicyUnit as a decision::Engine, for one bound request.
// `keys`, for pseudonyms, may be null: then no key has material.
// Allocates from the request's arena only. The unit, the action (of its schema), the frame and the arena outlive it.
// Thread safety: belongs to the core that runs the request.
#pragma once

#include "runtime/abi/abi.h"
#include "runtime/base/arena.h"
#include "runtime/decision/engine.h"
#include "runtime/unit/policy_unit.h"

namespace bpol::unit {

inline constexpr std::size_t kMostArguments = 8;  // of an obligation: schema::Verify sees to it

class NativeEngine final : public decision::Engine {
 public:
  NativeEngine(const PolicyUnit& unit, const schema::Action& action, const std::byte* frame, Arena& arena,
               const keys::KeySource* keys = nullptr);

  decision::Events RunBlocks(std::uint32_t function) override;
  decision::Held RunCondition(std::uint32_t function) override;
  decision::Held RunObligation(const decision::Plan::Site& site) override;
  void CollectScores(ArenaList<decision::ScoreResult>& scores) override;

  // A redaction condition that reads `object`, a record of the type it was written for. Each has the unit's whole visit
  // limit: how many objects a response holds is not the request's doing.
  decision::Held RunObjectCondition(std::uint32_t function, const std::byte* object);

 private:
  decision::Ended Run(std::uint32_t function);
  // Else it is a request part of a redaction.
  bool OfTheDecision(std::uint32_t function) const;

  const PolicyUnit& unit_;
  const schema::Action& action_;
  Arena& arena_;
  std::int64_t visits_left_;
  abi::Input input_{};
  abi::Output output_{};
  abi::Argument arguments_[kMostArguments];
};

}  // namespace bpol::unit
