// BlockEvents: the events of one block that applies, cut out of the list that an engine reported.
// INVARIANT: an engine opens the events of a block's lines with the block's own, in order of declaration.
#pragma once

#include <span>

#include "runtime/base/check.h"
#include "runtime/decision/plan.h"

namespace bpol::decision {

struct BlockEvents {
  std::uint32_t block = 0;       // index in Unit::blocks
  std::span<const Event> lines;  // in order of declaration
};

inline bool IsBlock(const Event& event) {
  return (event.index & Event::kBlock) != 0;
}

// Whether a line's event speaks for `effect`.
inline bool Supports(const Plan& plan, const Event& line, schema::Effect effect) {
  return line.outcome == 0 && plan.EffectOf(line.index) == effect;
}

// Calls `visit(BlockEvents)` for every block that applies, in order.
template <typename Visit>
void ForEachBlock(std::span<const Event> events, Visit&& visit) {
  std::size_t at = 0;
  while (at < events.size()) {
    BPOL_CHECK(IsBlock(events[at]), "a block's event comes before those of its lines");
    std::size_t end = at + 1;
    while (end < events.size() && !IsBlock(events[end])) ++end;
    visit(BlockEvents{events[at].index & ~Event::kBlock, events.subspan(at + 1, end - at - 1)});
    at = end;
  }
}

}  // namespace bpol::decision
