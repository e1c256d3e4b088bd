// The driver of both engines: which function is asked when, and what its answer does to the decision.
#include <algorithm>

#include "runtime/decision/engine.h"

namespace bpol::decision {
namespace {

using schema::Effect;

class Driver {
 public:
  Driver(const schema::Unit& unit, const schema::Action& action, Engine& engine, Arena& arena, Decision& decision)
      : unit_(unit),
        action_(action),
        engine_(engine),
        arena_(arena),
        decision_(decision),
        faulted_(decision.scores.get_allocator()) {}

  void Run() {
    if (RunBlocks() && RunResidency() && RunRedactionCheck() && RunObligations()) RunChallengers();
  }

 private:
  // Each step answers whether the next may follow: a reached fault ends the decision.
  bool Follow(const Ended& ended) {
    if (ended.ok()) return true;
    Refuse(decision_, ended.fault, ended.site);
    return false;
  }

  bool RunBlocks() {
    const Events rules = engine_.RunBlocks(action_.decide_function);
    if (!Follow(rules)) return false;
    Combine(unit_, rules.events, decision_);
    events_ = rules.events;
    return true;
  }

  // Only where the other blocks do not deny, so that residency never masks the real refusal.
  bool RunResidency() {
    if (action_.residency_function == schema::kNone || decision_.effect == Effect::Deny) return true;
    const Events residency = engine_.RunBlocks(action_.residency_function);
    if (!Follow(residency)) return false;
    CombineResidency(unit_, residency.events, decision_);
    events_ = Append(events_, residency.events);
    return true;
  }

  // What a redaction asks of the request is asked now: the response may be half-way out when it is applied.
  bool RunRedactionCheck() {
    if (action_.redact_check_function == schema::kNone || decision_.effect != Effect::Permit) return true;
    return Follow(engine_.RunCondition(action_.redact_check_function));
  }

  bool RunObligations() {
    for (const schema::ObligationSite& site : action_.obligations) {
      if (!Supports(unit_, site, events_, decision_)) continue;
      const Held held = engine_.RunCondition(site.function);
      if (!Follow(held)) return false;
      if (held.holds) AddObligation(unit_, {site.obligation, held.arguments}, decision_);
    }
    return true;
  }

  // A challenger is computed where its champion was read, once nothing can be decided any more; its fault is recorded
  // beside the others and changes nothing.
  void RunChallengers() {
    engine_.CollectScores(decision_.scores);
    bool asked = false;
    for (const schema::ScoreCell& cell : action_.scores) {
      if (cell.function == schema::kNone || !WasRead(unit_.scores[cell.score].champion)) continue;
      asked = true;
      const Held held = engine_.RunCondition(cell.function);
      if (!held.ok()) faulted_.push_back({.score = cell.score, .points = {}, .fault = held.fault});
    }
    if (!asked) return;
    decision_.scores.clear();
    engine_.CollectScores(decision_.scores);
    decision_.scores.insert(decision_.scores.end(), faulted_.begin(), faulted_.end());
  }

  bool WasRead(std::uint32_t score) const {
    return std::ranges::any_of(decision_.scores, [&](const ScoreResult& read) { return read.score == score; });
  }

  std::span<const Event> Append(std::span<const Event> first, std::span<const Event> second) {
    const std::span<Event> all = arena_.AllocateArray<Event>(first.size() + second.size());
    std::ranges::copy(second, std::ranges::copy(first, all.begin()).out);
    return all;
  }

  const schema::Unit& unit_;
  const schema::Action& action_;
  Engine& engine_;
  Arena& arena_;
  Decision& decision_;
  std::pmr::vector<ScoreResult> faulted_;  // challengers; in the decision's memory
  std::span<const Event> events_;          // of every block asked so far, in the arena
};

}  // namespace

void Decide(const schema::Unit& unit, const schema::Action& action, Engine& engine, Arena& arena, Decision& decision) {
  Driver(unit, action, engine, arena, decision).Run();
}

}  // namespace bpol::decision
