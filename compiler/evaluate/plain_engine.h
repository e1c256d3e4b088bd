// PlainEngine: the plain evaluator as a decision::Engine, so that decision::Decide drives it like native code.
#pragma once

#include <span>
#include <vector>

#include "compiler/evaluate/evaluator.h"

namespace bpol::evaluate {

class PlainEngine : public decision::Engine {
 public:
  // What all requests of a unit share.
  struct Program {
    const checked::Unit& unit;
    const schema::Unit& schema;  // complete, from `describe`
    std::span<const checked::Function> functions;
    Seen* seen = nullptr;                   // may be null: nobody asks which ways conditions went
    const keys::KeySource* keys = nullptr;  // null: no key has material
    std::int64_t* work = nullptr;           // null: nobody asks how much was evaluated
  };

  // One request of one action. `frame` is the action's frame as a Value (bind::ReadRecord). Everything outlives the
  // engine.
  PlainEngine(const Program& program, std::uint32_t action, const Value& frame, Arena& arena);

  decision::Events RunBlocks(std::uint32_t function) override;
  decision::Held RunCondition(std::uint32_t function) override;
  decision::Held RunObligation(const decision::Plan::Site& site) override { return RunCondition(site.function); }
  void CollectScores(ArenaList<decision::ScoreResult>& scores) override;

  // A redaction's condition over one object of the response. A fault of an object is no fault of the decision: the
  // engine can be asked again. Each object has the whole visit limit for itself.
  decision::Held RunObjectCondition(std::uint32_t function, const Value& object);

 private:
  std::optional<bool> RunBlock(const checked::Block& block);
  // What the first requirement that fails makes of a line whose `when` holds: 0 when none does.
  std::optional<std::uint32_t> Outcome(const checked::Line& line);

  decision::Held Run(const checked::ObligationFunction& function);
  decision::Held Run(const checked::ConditionFunction& function);
  decision::Held Run(const checked::CheckFunction& function);
  decision::Held Run(const checked::DecideFunction& function);
  decision::Held Run(const checked::ResidencyFunction& function);
  static decision::Held AskBehind(Evaluator evaluator, const checked::ConditionFunction& function);
  decision::Held Faulted() const { return {evaluator_.ended(), false, {}}; }

  const Program program_;
  const checked::Action& action_;
  const Value frame_;
  Arena& arena_;
  Evaluator evaluator_;
  std::vector<decision::Event> events_;
};

}  // namespace bpol::evaluate
