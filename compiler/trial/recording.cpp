#include "compiler/trial/recording.h"

namespace bpol::trial {

using decision::Event;
using decision::Reason;

void Recording::Add(std::uint32_t action, const decision::Decision& decision) {
  if (decision.fault.fault != values::Fault::None) return;
  effects.emplace(action, decision.effect);
  told.insert(decision.granted.begin(), decision.granted.end());
  for (const decision::ScoreResult& score : decision.scores) {
    if (score.fault == values::Fault::None) bands.emplace(score.score, score.band);
  }
  for (const Reason& reason : decision.reasons) {
    switch (reason.kind) {
      case Reason::Kind::Line:
        told.insert(reason.index);
        break;
      case Reason::Kind::Require:
        failed.emplace(reason.index, reason.require);
        break;
      case Reason::Kind::NoLineMatches:
        unanswered.insert(reason.index);
        break;
      case Reason::Kind::NoRulePermits:
        reason.index == schema::kNone ? ungated.insert(action) : unanswered.insert(reason.index);
        break;
      case Reason::Kind::NoLawfulRegion:
      case Reason::Kind::Fault:
      case Reason::Kind::Binding:
        break;
    }
  }
}

decision::Events RecordingEngine::RunBlocks(std::uint32_t function) {
  const decision::Events ran = engine_.RunBlocks(function);
  for (const Event& event : ran.events) {
    if ((event.index & Event::kBlock) == 0) recording_.held.insert(event.index);
  }
  return ran;
}

}  // namespace bpol::trial
