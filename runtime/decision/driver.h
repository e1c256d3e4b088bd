// Driver: which function of an engine is asked when, and what its answer does to the decision. A template, so that
// native code, which decides live traffic, is asked without a look-up; Decide (engine.h) is the one for every other
// engine. Thread safety: as the engine's.
#pragma once

#include <algorithm>
#include <bit>

#include "runtime/decision/blocks.h"
#include "runtime/decision/engine.h"

namespace bpol::decision {

// `E` is an Engine. All references outlive the driver, which runs once.
template <typename E>
class Driver {
 public:
  Driver(const Plan& plan, const schema::Action& action, E& engine, Arena& arena, Decision& decision)
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
    if (action_.residency_function == schema::kNone || decision_.effect == schema::Effect::Deny) return true;
    const Events residency = engine_.RunBlocks(action_.residency_function);
    if (!Follow(residency)) return false;
    CombineResidency(plan_.unit(), residency.events, decision_);
    events_ = Append(events_, residency.events);
    return true;
  }

  // What a redaction asks of the request is asked now: the response may be half-way out when it is applied.
  bool RunRedactionCheck() {
    if (action_.redact_check_function == schema::kNone || decision_.effect != schema::Effect::Permit) return true;
    return Follow(engine_.RunCondition(action_.redact_check_function));
  }

  // Those of the lines that support the effect and of the blocks that name it, in order of the text.
  bool RunObligations() {
    if (action_.obligations.empty()) return true;
    std::size_t owners = 0;
    std::uint32_t owner = 0;
    for (const Event& event : events_) {
      if (!Obliges(event)) continue;
      owner = event.index;
      ++owners;
    }
    if (owners == 0) return true;
    const Plan::Obligations& obligations = plan_.ObligationsOf(action_);
    return owners == 1 ? RunSitesOf(obligations, owner) : RunSitesOfAll(obligations);
  }

  bool Obliges(const Event& event) const {
    return plan_.Obliges(event.index) && (IsBlock(event) || Supports(plan_, event, decision_.effect));
  }

  // Most decisions have one owner, whose sites are in order already.
  bool RunSitesOf(const Plan::Obligations& obligations, std::uint32_t owner) {
    for (const std::uint32_t site : obligations.OwnedBy(plan_, owner))
      if (obligations.sites()[site].ComesWith(decision_.effect) && !Oblige(obligations.sites()[site])) return false;
    return true;
  }

  [[gnu::noinline]] bool RunSitesOfAll(const Plan::Obligations& obligations) {
    const std::span<const Plan::Site> sites = obligations.sites();
    const std::span<std::uint64_t> due = arena_.AllocateArray<std::uint64_t>((sites.size() + 63) / 64);
    for (const Event& event : events_) {
      if (!Obliges(event)) continue;
      for (const std::uint32_t site : obligations.OwnedBy(plan_, event.index))
        if (sites[site].ComesWith(decision_.effect)) due[site / 64] |= std::uint64_t{1} << (site % 64);
    }
    for (std::size_t word = 0; word < due.size(); ++word) {
      for (std::uint64_t left = due[word]; left != 0; left &= left - 1)
        if (!Oblige(sites[64 * word + static_cast<std::size_t>(std::countr_zero(left))])) return false;
    }
    return true;
  }

  bool Oblige(const Plan::Site& site) {
    if (site.fixed) {
      Add(site, *site.fixed);
      return true;
    }
    const Held held = engine_.RunObligation(site);
    if (!Follow(held)) return false;
    if (held.holds) Add(site, held.arguments);
    return true;
  }

  void Add(const Plan::Site& site, std::span<const Value> arguments) {
    const ObligationInstance instance{site.obligation, arguments};
    if (site.alone) return decision_.obligations.push_back(instance);
    AddObligation(plan_.unit(), instance, decision_);
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
  E& engine_;
  Arena& arena_;
  Decision& decision_;
  std::span<const Event> events_;  // of every block asked so far, in the arena
};

}  // namespace bpol::decision
