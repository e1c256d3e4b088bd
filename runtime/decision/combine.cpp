// How the lines of rules and decide blocks become one effect (docs/language, the decision).
#include <algorithm>

#include "runtime/decision/blocks.h"
#include "runtime/decision/decision.h"

namespace bpol::decision {
namespace {

using schema::BlockKind;
using schema::Effect;

// What one block says. Ordered: of two blocks the later enumerator wins.
enum class Verdict : std::uint8_t {
  Silent,
  Permit,
  Challenge,
  Review,
  NothingMatched,     // a gate that nobody opened: a deny
  FailedRequirement,  // a deny
  DeniedByLine,
};

bool Denies(Verdict verdict) {
  return verdict >= Verdict::NothingMatched;
}

struct Seen {
  bool permit = false, failed = false, challenge = false, review = false, deny = false;
};

void Note(const schema::Line& line, const Event& event, Seen& seen) {
  switch (line.effect) {
    case Effect::Permit:
      (event.outcome == 0 ? seen.permit : seen.failed) = true;
      return;
    case Effect::Challenge:
      seen.challenge = true;
      return;
    case Effect::Review:
      seen.review = true;
      return;
    case Effect::Deny:
      seen.deny = true;
      return;
  }
}

Verdict JudgeRules(const schema::Block& block, const Seen& seen) {
  if (seen.deny) return Verdict::DeniedByLine;
  if (block.gate && !seen.permit) return seen.failed ? Verdict::FailedRequirement : Verdict::NothingMatched;
  if (seen.review) return Verdict::Review;
  if (seen.challenge) return Verdict::Challenge;
  return block.gate ? Verdict::Permit : Verdict::Silent;
}

// The first line whose `when` held is the only outcome, so at most one of `seen` is set.
Verdict JudgeDecide(const schema::Block& block, const Seen& seen) {
  if (seen.deny) return Verdict::DeniedByLine;
  if (seen.failed) return Verdict::FailedRequirement;
  if (seen.review) return Verdict::Review;
  if (seen.challenge) return Verdict::Challenge;
  if (seen.permit) return Verdict::Permit;
  return block.gate ? Verdict::NothingMatched : Verdict::Silent;
}

Verdict Judge(const schema::Unit& unit, const BlockEvents& events) {
  const schema::Block& block = unit.blocks[events.block];
  Seen seen;
  for (const Event& event : events.lines) Note(unit.lines[event.index], event, seen);
  return block.kind == BlockKind::Rules ? JudgeRules(block, seen) : JudgeDecide(block, seen);
}

Effect EffectOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::Silent:
    case Verdict::Permit:
      return Effect::Permit;
    case Verdict::Challenge:
      return Effect::Challenge;
    case Verdict::Review:
      return Effect::Review;
    case Verdict::NothingMatched:
    case Verdict::FailedRequirement:
    case Verdict::DeniedByLine:
      return Effect::Deny;
  }
  BPOL_CHECK(false, "every verdict has an effect");
}

// The lines of a block that support `effect`.
void AddLines(const schema::Unit& unit, const BlockEvents& events, Effect effect, Decision& decision) {
  for (const Event& event : events.lines) {
    if (unit.lines[event.index].effect == effect && event.outcome == 0)
      decision.reasons.push_back({.kind = Reason::Kind::Line, .index = event.index});
  }
}

void AddFailedRequirements(const BlockEvents& events, Decision& decision) {
  for (const Event& event : events.lines) {
    if (event.outcome == 0) continue;
    decision.reasons.push_back({.kind = Reason::Kind::Require, .index = event.index, .require = event.outcome - 1});
  }
}

void AddNothingMatched(const schema::Unit& unit, const BlockEvents& events, Decision& decision) {
  const bool decides = unit.blocks[events.block].kind == BlockKind::Decide;
  decision.reasons.push_back(
      {.kind = decides ? Reason::Kind::NoLineMatches : Reason::Kind::NoRulePermits, .index = events.block});
}

// Deny lines of all blocks, then failed requirements, then blocks where nothing matched: one walk each.
void AddDenyReasons(const schema::Unit& unit, std::span<const Event> events, Decision& decision) {
  for (const Verdict cause : {Verdict::DeniedByLine, Verdict::FailedRequirement, Verdict::NothingMatched}) {
    ForEachBlock(events, [&](const BlockEvents& block) {
      if (Judge(unit, block) != cause) return;
      if (cause == Verdict::DeniedByLine) AddLines(unit, block, Effect::Deny, decision);
      if (cause == Verdict::FailedRequirement) AddFailedRequirements(block, decision);
      if (cause == Verdict::NothingMatched) AddNothingMatched(unit, block, decision);
    });
  }
}

// Challenges join: the highest acr by the declared order, the lowest max_age.
void Join(const schema::Line& line, std::optional<Challenge>& challenge) {
  if (!challenge) challenge.emplace();
  if (line.acr != schema::kNone && (challenge->acr == schema::kNone || line.acr > challenge->acr))
    challenge->acr = line.acr;
  if (line.max_age >= 0 && (challenge->max_age < 0 || line.max_age < challenge->max_age))
    challenge->max_age = line.max_age;
}

// Also for a review: what it hides is carried with it.
void AddChallenge(const schema::Unit& unit, std::span<const Event> events, Decision& decision) {
  for (const Event& event : events) {
    if (event.index & Event::kBlock) continue;
    if (unit.lines[event.index].effect == Effect::Challenge) Join(unit.lines[event.index], decision.challenge);
  }
}

}  // namespace

void Combine(const schema::Unit& unit, std::span<const Event> events, Decision& decision) {
  Verdict verdict = Verdict::Silent;
  bool gate = false;
  ForEachBlock(events, [&](const BlockEvents& block) {
    verdict = std::max(verdict, Judge(unit, block));
    gate = gate || unit.blocks[block.block].gate;
  });
  decision.reasons.clear();
  decision.effect = gate ? EffectOf(verdict) : Effect::Deny;
  if (decision.effect == Effect::Deny) {
    if (Denies(verdict)) AddDenyReasons(unit, events, decision);
    if (!gate) decision.reasons.push_back({.kind = Reason::Kind::NoRulePermits});
    return;
  }
  ForEachBlock(events, [&](const BlockEvents& block) { AddLines(unit, block, decision.effect, decision); });
  if (decision.effect != Effect::Permit) AddChallenge(unit, events, decision);
}

}  // namespace bpol::decision
