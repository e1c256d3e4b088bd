// PlainTransitions: the plain evaluator as the conditions of a lifecycle's transitions, for one record at one time.
#pragma once

#include "compiler/evaluate/plain_engine.h"
#include "runtime/decision/lifecycle.h"
#include "runtime/values/time.h"

namespace bpol::evaluate {

class PlainTransitions final : public decision::TransitionConditions {
 public:
  // `record`: a Record of the lifecycle's type. What is passed outlives this.
  PlainTransitions(const PlainEngine::Program& program, const Value& record, values::Instant now, Arena& arena)
      : program_(program), record_(record), now_(Value::Int(now)), arena_(arena) {}

  // Each condition has the unit's whole visit limit.
  decision::Held Ask(std::uint32_t function) override;

 private:
  const PlainEngine::Program program_;
  const Value record_, now_;
  Arena& arena_;
};

}  // namespace bpol::evaluate
