// The driver of both engines: which function is asked when, and what its answer does to the decision.
#include <algorithm>
#include <bit>

#include "runtime/decision/engine.h"

namespace bpol::decision {
namespace {

using schema::Effect;
using schema::When;

bool Meets(When when, Effect effect) {
  switch (when) {
    case When::Permit:
      return effect == Effect::Permit;
    case When::Challenge:
      return effect == Effect::Challenge;
    case When::Review:
      return effect == Effect::Review;
    case When::Deny:
      return effect == Effect::Deny;
    case When::Any:
      return true;
  }
  BPOL_CHECK(false, "every `on` names an effect or any");
}

class Driver {
 public:
  Driver(const Plan& plan, const schema::Action& action, Engine& engine, Arena& arena, Decision& decision)
      : plan_(plan), action_(action), engine_(engine), arena_(arena), decision_(decision) {}

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
    Combine(plan_, rules.events, decision_);
    events_ = rules.events;
    return true;
  }

  // Only where the other blocks do not deny, so that residency never masks the real refusal.
  bool RunResidency() {
    if (action_.residency_function == schema::kNone || decision_.effect == Effect::Deny) return true;
    const Events residency = engine_.RunBlocks(action_.residency_function);
    if (!Follow(residency)) return false;
    CombineResidency(plan_.unit(), residency.events, decision_);
    events_ = Append(events_, residency.events);
    return true;
  }

  // What a redaction asks of the request is asked now: the response may be half-way out when it is applied.
  bool RunRedactionCheck() {
    if (action_.redact_check_function == schema::kNone || decision_.effect != Effect::Permit) return true;
    return Follow(engine_.RunCondition(action_.redact_check_function));
  }

  // Those of the lines that support the effect and of the blocks that name it, in order of the text.
  bool RunObligations() {
    const std::span<const Plan::Site> sites = plan_.SitesOf(action_);
    if (sites.empty()) return true;
    const std::span<std::uint64_t> due = arena_.AllocateArray<std::uint64_t>((sites.size() + 63) / 64);
    for (const Event& event : events_) MarkDue(event, sites, due);
    for (std::size_t word = 0; word < due.size(); ++word) {
      for (std::uint64_t left = due[word]; left != 0; left &= left - 1)
        if (!Oblige(sites[64 * word + static_cast<std::size_t>(std::countr_zero(left))])) return false;
    }
    return true;
  }

  void MarkDue(const Event& event, std::span<const Plan::Site> sites, std::span<std::uint64_t> due) {
    const bool of_block = (event.index & Event::kBlock) != 0;
    if (!of_block && (event.outcome != 0 || plan_.EffectOf(event.index) != decision_.effect)) return;
    for (const std::uint32_t site : plan_.OwnedBy(action_, event.index)) {
      if (of_block && !Meets(sites[site].when, decision_.effect)) continue;
      due[site / 64] |= std::uint64_t{1} << (site % 64);
    }
  }

  bool Oblige(const Plan::Site& site) {
    if (site.fixed) {
      AddObligation(plan_.unit(), {site.obligation, *site.fixed}, decision_);
      return true;
    }
    const Held held = engine_.RunObligation(site);
    if (!Follow(held)) return false;
    if (held.holds) AddObligation(plan_.unit(), {site.obligation, held.arguments}, decision_);
    return true;
  }

  // A challenger is computed where its champion was read, once nothing can be decided any more; its fault is recorded
  // beside the others and changes nothing.
  void RunChallengers() {
    if (action_.scores.empty()) return;
    engine_.CollectScores(decision_.scores);
    ArenaList<ScoreResult> faulted(arena_);
    bool asked = false;
    for (const schema::ScoreCell& cell : action_.scores) {
      if (cell.function == schema::kNone || !WasRead(plan_.unit().scores[cell.score].champion)) continue;
      asked = true;
      const Held held = engine_.RunCondition(cell.function);
      if (!held.ok()) faulted.push_back({.score = cell.score, .points = {}, .fault = held.fault});
    }
    if (!asked) return;
    decision_.scores.clear();
    engine_.CollectScores(decision_.scores);
    for (const ScoreResult& each : faulted) decision_.scores.push_back(each);
  }

  bool WasRead(std::uint32_t score) const {
    return std::ranges::any_of(decision_.scores, [&](const ScoreResult& read) { return read.score == score; });
  }

  std::span<const Event> Append(std::span<const Event> first, std::span<const Event> second) {
    const std::span<Event> all = arena_.AllocateArray<Event>(first.size() + second.size());
    std::ranges::copy(second, std::ranges::copy(first, all.begin()).out);
    return all;
  }

  const Plan& plan_;
  const schema::Action& action_;
  Engine& engine_;
  Arena& arena_;
  Decision& decision_;
  std::span<const Event> events_;  // of every block asked so far, in the arena
};

}  // namespace

void Decide(const Plan& plan, const schema::Action& action, Engine& engine, Arena& arena, Decision& decision) {
  Driver(plan, action, engine, arena, decision).Run();
}

}  // namespace bpol::decision
