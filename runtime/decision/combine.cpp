// How the lines of rules and decide blocks become one effect (docs/language, the decision).
#include <array>
#include <bit>

#include "runtime/decision/blocks.h"
#include "runtime/decision/plan.h"

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

// What a block's lines said, a bit each, so that what follows from them can be looked up.
constexpr unsigned kPermit = 1, kChallenge = 2, kReview = 4, kDeny = 8, kFailed = 16, kSeenEnd = 32;

unsigned SeenOf(Effect effect, std::uint32_t outcome) {
  static_assert(static_cast<int>(Effect::Permit) == 0 && static_cast<int>(Effect::Challenge) == 1 &&
                static_cast<int>(Effect::Review) == 2 && static_cast<int>(Effect::Deny) == 3);
  return outcome == 0 ? 1u << static_cast<unsigned>(effect) : kFailed;
}

constexpr Verdict JudgeRules(bool gate, unsigned seen) {
  if (seen & kDeny) return Verdict::DeniedByLine;
  if (gate && !(seen & kPermit)) return seen & kFailed ? Verdict::FailedRequirement : Verdict::NothingMatched;
  if (seen & kReview) return Verdict::Review;
  if (seen & kChallenge) return Verdict::Challenge;
  return gate ? Verdict::Permit : Verdict::Silent;
}

// The first line whose `when` held is the only outcome, so at most one of `seen` is set.
constexpr Verdict JudgeDecide(bool gate, unsigned seen) {
  if (seen & kDeny) return Verdict::DeniedByLine;
  if (seen & kFailed) return Verdict::FailedRequirement;
  if (seen & kReview) return Verdict::Review;
  if (seen & kChallenge) return Verdict::Challenge;
  if (seen & kPermit) return Verdict::Permit;
  return gate ? Verdict::NothingMatched : Verdict::Silent;
}

// [rules or decide][brake or gate][seen]
using VerdictTable = std::array<std::array<std::array<Verdict, kSeenEnd>, 2>, 2>;
constexpr VerdictTable kVerdicts = [] {
  VerdictTable verdicts{};
  for (unsigned gate = 0; gate < 2; ++gate) {
    for (unsigned seen = 0; seen < kSeenEnd; ++seen) {
      verdicts[0][gate][seen] = JudgeRules(gate != 0, seen);
      verdicts[1][gate][seen] = JudgeDecide(gate != 0, seen);
    }
  }
  return verdicts;
}();

Verdict VerdictOf(const Plan& plan, std::uint32_t block, unsigned seen) {
  return kVerdicts[plan.KindOf(block) == BlockKind::Rules ? 0 : 1][plan.IsGate(block) ? 1 : 0][seen];
}

Verdict Judge(const Plan& plan, const BlockEvents& events) {
  unsigned seen = 0;
  for (const Event& event : events.lines) seen |= SeenOf(plan.EffectOf(event.index), event.outcome);
  return VerdictOf(plan, events.block, seen);
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

// The lines of all blocks that support `effect`.
void AddLines(const Plan& plan, std::span<const Event> events, Effect effect, Decision& decision) {
  for (const Event& event : events) {
    if (!IsBlock(event) && Supports(plan, event, effect))
      decision.reasons.push_back({.kind = Reason::Kind::Line, .index = event.index});
  }
}

Reason FailedRequirement(const Event& line) {
  return {.kind = Reason::Kind::Require, .index = line.index, .require = line.outcome - 1};
}

void AddFailedRequirements(const BlockEvents& events, Decision& decision) {
  for (const Event& event : events.lines) {
    if (event.outcome != 0) decision.reasons.push_back(FailedRequirement(event));
  }
}

Reason NothingMatched(const Plan& plan, std::uint32_t block) {
  const bool decides = plan.KindOf(block) == BlockKind::Decide;
  return {.kind = decides ? Reason::Kind::NoLineMatches : Reason::Kind::NoRulePermits, .index = block};
}

// The verdicts of all blocks.
struct Verdicts {
  unsigned given = 0;  // bit i: the Verdict of that number
  bool gate = false;   // one of the blocks is one

  bool Has(Verdict verdict) const { return given >> static_cast<unsigned>(verdict) & 1; }
  Verdict Strictest() const { return given == 0 ? Verdict::Silent : static_cast<Verdict>(std::bit_width(given) - 1); }
};

// Deny lines of all blocks, then failed requirements, then blocks where nothing matched: a walk for each that there is.
void AddDenyReasons(const Plan& plan, std::span<const Event> events, const Verdicts& verdicts, Decision& decision) {
  if (verdicts.Has(Verdict::DeniedByLine)) AddLines(plan, events, Effect::Deny, decision);
  for (const Verdict cause : {Verdict::FailedRequirement, Verdict::NothingMatched}) {
    if (!verdicts.Has(cause)) continue;
    ForEachBlock(events, [&](const BlockEvents& block) {
      if (Judge(plan, block) != cause) return;
      if (cause == Verdict::FailedRequirement) AddFailedRequirements(block, decision);
      if (cause == Verdict::NothingMatched) decision.reasons.push_back(NothingMatched(plan, block.block));
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
void AddChallenge(const Plan& plan, std::span<const Event> events, Decision& decision) {
  for (const Event& event : events) {
    if (IsBlock(event)) continue;
    if (plan.EffectOf(event.index) == Effect::Challenge) Join(plan.unit().lines[event.index], decision.challenge);
  }
}

// One walk over all events.
Verdicts JudgeAll(const Plan& plan, std::span<const Event> events) {
  Verdicts verdicts;
  std::size_t at = 0;
  while (at < events.size()) {
    BPOL_CHECK(IsBlock(events[at]), "a block's event comes before those of its lines");
    const std::uint32_t block = events[at].index & ~Event::kBlock;
    unsigned seen = 0;
    for (++at; at < events.size() && !IsBlock(events[at]); ++at)
      seen |= SeenOf(plan.EffectOf(events[at].index), events[at].outcome);
    verdicts.given |= 1u << static_cast<unsigned>(VerdictOf(plan, block, seen));
    verdicts.gate |= plan.IsGate(block);
  }
  return verdicts;
}

[[gnu::noinline]] void CombineAll(const Plan& plan, std::span<const Event> events, Decision& decision) {
  const Verdicts verdicts = JudgeAll(plan, events);
  decision.effect = verdicts.gate ? EffectOf(verdicts.Strictest()) : Effect::Deny;
  if (decision.effect == Effect::Deny) {
    AddDenyReasons(plan, events, verdicts, decision);
    if (!verdicts.gate) decision.reasons.push_back({.kind = Reason::Kind::NoRulePermits});
    return;
  }
  AddLines(plan, events, decision.effect, decision);
  if (decision.effect != Effect::Permit) AddChallenge(plan, events, decision);
}

// One gate is all that applies, and at most one of its lines held, as in most decisions: its verdict is the decision's,
// and there is one reason. `line` may be null.
void CombineOne(const Plan& plan, std::uint32_t block, const Event* line, Decision& decision) {
  const Verdict verdict =
      VerdictOf(plan, block, line == nullptr ? 0 : SeenOf(plan.EffectOf(line->index), line->outcome));
  decision.effect = EffectOf(verdict);
  if (verdict == Verdict::NothingMatched) return decision.reasons.push_back(NothingMatched(plan, block));
  if (verdict == Verdict::FailedRequirement) return decision.reasons.push_back(FailedRequirement(*line));
  decision.reasons.push_back({.kind = Reason::Kind::Line, .index = line->index});
  if (decision.effect == Effect::Challenge) Join(plan.unit().lines[line->index], decision.challenge);
}

bool IsOneGate(const Plan& plan, std::span<const Event> events) {
  if (events.empty() || events.size() > 2 || !IsBlock(events[0])) return false;
  return plan.IsGate(events[0].index & ~Event::kBlock) && (events.size() == 1 || !IsBlock(events[1]));
}

}  // namespace

void Combine(const Plan& plan, std::span<const Event> events, Decision& decision) {
  decision.reasons.clear();
  if (!IsOneGate(plan, events)) return CombineAll(plan, events, decision);
  CombineOne(plan, events[0].index & ~Event::kBlock, events.size() == 1 ? nullptr : &events[1], decision);
}

}  // namespace bpol::decision
