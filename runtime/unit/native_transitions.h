// NativeTransitions: the code of a PolicyUnit as the conditions of a lifecycle's transitions, for one record at one
// time. The unit, the record and the arena outlive it; `keys`, for pseudonyms, may be null: then no key has material.
// Thread safety: belongs to the thread that asks.
#pragma once

#include "runtime/abi/abi.h"
#include "runtime/base/arena.h"
#include "runtime/decision/lifecycle.h"
#include "runtime/unit/policy_unit.h"
#include "runtime/values/time.h"

namespace bpol::unit {

class NativeTransitions final : public decision::TransitionConditions {
 public:
  // `lifecycle` is one of the unit's schema, `record` of its type.
  NativeTransitions(const PolicyUnit& unit, const schema::Lifecycle& lifecycle, const std::byte* record,
                    values::Instant now, Arena& arena, const keys::KeySource* keys = nullptr);

  // Each condition has the unit's whole visit limit.
  decision::Held Ask(std::uint32_t function) override;

 private:
  const PolicyUnit& unit_;
  std::int64_t visits_left_ = 0;
  abi::Input input_{};
};

}  // namespace bpol::unit
