// Recording: what the decisions of a run met, by the indices of the unit: which ways its conditions went, which lines
// held, what was a reason. The plain evaluator tells; what a test has left out is read from it (compiler/coverage).
// Only grows. Thread safety: one thread.
#pragma once

#include <cstdint>
#include <set>
#include <utility>

#include "compiler/evaluate/evaluator.h"
#include "runtime/decision/decision.h"
#include "runtime/decision/engine.h"

namespace bpol::trial {

struct Recording {
  explicit Recording(const checked::Unit& unit) : seen(unit.exprs.size()) {}

  // What the decision of a request of this action says. One that ends in a fault says nothing of lines.
  void Add(std::uint32_t action, const decision::Decision& decision);

  evaluate::Seen seen;
  std::set<std::uint32_t> held;                                // lines whose `when` held
  std::set<std::uint32_t> told;                                // lines that are a reason, or granted regions
  std::set<std::pair<std::uint32_t, std::uint32_t>> failed;    // a require that is a reason: line, place
  std::set<std::uint32_t> unanswered;                          // blocks of which no line answered
  std::set<std::uint32_t> ungated;                             // actions of which no gate applied
  std::set<std::pair<std::uint32_t, schema::Effect>> effects;  // action, effect; faults left out
  std::set<std::pair<std::uint32_t, std::uint32_t>> bands;     // score, band
  std::set<std::uint32_t> shown;                               // actions that a response was shown of
  std::set<std::pair<std::uint32_t, std::uint32_t>> taken;     // transitions that moved a record: lifecycle, place
};

// An engine that also keeps which lines held. Both outlive it.
class RecordingEngine final : public decision::Engine {
 public:
  RecordingEngine(decision::Engine& engine, Recording& recording) : engine_(engine), recording_(recording) {}

  decision::Events RunBlocks(std::uint32_t function) override;
  decision::Held RunCondition(std::uint32_t function) override { return engine_.RunCondition(function); }
  decision::Held RunObligation(const decision::Plan::Site& site) override { return engine_.RunObligation(site); }
  void CollectScores(ArenaList<decision::ScoreResult>& scores) override { engine_.CollectScores(scores); }

 private:
  decision::Engine& engine_;
  Recording& recording_;
};

}  // namespace bpol::trial
