// Calls: what a decision asked of its engine, so that the same can be asked again without a decision: all that native
// code evaluates, and nobody who combines, names reasons or collects obligations.
#pragma once

#include <variant>
#include <vector>

#include "bench/decisions/contestant.h"
#include "runtime/decision/engine.h"

namespace bpol::bench {

class Calls {
 public:
  bool empty() const { return calls_.empty(); }

  template <typename Engine>
  void Repeat(Engine& engine) const {
    for (const Call& call : calls_) Ask(engine, call);
  }

 private:
  friend class Recorder;
  struct Blocks {
    std::uint32_t function;
  };
  struct Condition {
    std::uint32_t function;
  };
  struct Obligation {
    const decision::Plan::Site* site;  // of the plan, which outlives the calls
  };
  using Call = std::variant<Blocks, Condition, Obligation>;

  template <typename Engine>
  static void Ask(Engine& engine, const Call& call) {
    if (const auto* blocks = std::get_if<Blocks>(&call)) Keep(engine.RunBlocks(blocks->function));
    if (const auto* condition = std::get_if<Condition>(&call)) Keep(engine.RunCondition(condition->function));
    if (const auto* obligation = std::get_if<Obligation>(&call)) Keep(engine.RunObligation(*obligation->site));
  }

  std::vector<Call> calls_;
};

// An engine that passes on what it is asked, and writes it down. Scores that it collects are an answer, no evaluation.
class Recorder final : public decision::Engine {
 public:
  Recorder(decision::Engine& engine, Calls& calls) : engine_(engine), calls_(calls.calls_) {}

  decision::Events RunBlocks(std::uint32_t function) override {
    calls_.push_back(Calls::Blocks{function});
    return engine_.RunBlocks(function);
  }
  decision::Held RunCondition(std::uint32_t function) override {
    calls_.push_back(Calls::Condition{function});
    return engine_.RunCondition(function);
  }
  decision::Held RunObligation(const decision::Plan::Site& site) override {
    calls_.push_back(Calls::Obligation{&site});
    return engine_.RunObligation(site);
  }
  void CollectScores(ArenaList<decision::ScoreResult>& scores) override { engine_.CollectScores(scores); }

 private:
  decision::Engine& engine_;
  std::vector<Calls::Call>& calls_;
};

}  // namespace bpol::bench
