// How residency blocks become a set of lawful regions, or a deny (docs/language, residency).
#include "runtime/decision/blocks.h"
#include "runtime/decision/decision.h"

namespace bpol::decision {
namespace {

using schema::Effect;

struct Lawful {
  bool applies = false;
  bool denied = false;
  std::uint64_t regions = ~std::uint64_t{0};
  std::uint32_t empty_block = schema::kNone;  // the first block that granted nothing
};

Lawful Intersect(const schema::Unit& unit, std::span<const Event> events) {
  Lawful lawful;
  ForEachBlock(events, [&](const BlockEvents& block) {
    lawful.applies = true;
    const schema::Line* line = block.lines.empty() ? nullptr : &unit.lines[block.lines.front().index];
    if (line != nullptr && line->effect == Effect::Deny) {
      lawful.denied = true;
      return;
    }
    const std::uint64_t granted = line == nullptr ? 0 : line->regions;
    if (granted == 0 && lawful.empty_block == schema::kNone) lawful.empty_block = block.block;
    lawful.regions &= granted;
  });
  return lawful;
}

void AddLines(const schema::Unit& unit, std::span<const Event> events, Effect effect, auto&& add) {
  for (const Event& event : events) {
    if (!(event.index & Event::kBlock) && unit.lines[event.index].effect == effect) add(event.index);
  }
}

void Deny(Decision& decision) {
  decision.effect = Effect::Deny;
  decision.reasons.clear();
  decision.challenge.reset();
}

}  // namespace

void CombineResidency(const schema::Unit& unit, std::span<const Event> events, Decision& decision) {
  const Lawful lawful = Intersect(unit, events);
  if (!lawful.applies) return;
  if (lawful.denied) {
    Deny(decision);
    AddLines(unit, events, Effect::Deny,
             [&](std::uint32_t line) { decision.reasons.push_back({.kind = Reason::Kind::Line, .index = line}); });
    return;
  }
  if (lawful.regions == 0) {
    Deny(decision);
    decision.reasons.push_back({.kind = Reason::Kind::NoLawfulRegion, .index = lawful.empty_block});
    return;
  }
  if (decision.effect != Effect::Permit) return;
  decision.regions = lawful.regions;
  // A line that grants a region supports the permit, so its id and controls are told with it.
  AddLines(unit, events, Effect::Permit, [&](std::uint32_t line) {
    decision.granted.push_back(line);
    decision.reasons.push_back({.kind = Reason::Kind::Line, .index = line});
  });
}

}  // namespace bpol::decision
