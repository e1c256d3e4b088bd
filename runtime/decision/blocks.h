// BlockEvents: the events of one block that applies, cut out of the list that an engine reported.
// INVARIANT: an engine opens the events of a block's lines with the block's own, in order of declaration.
#pragma once

#include <span>

#include "runtime/base/check.h"
#include "runtime/decision/decision.h"

namespace bpol::decision {

struct BlockEvents {
  std::uint32_t block = 0;       // index in Unit::blocks
  std::span<const Event> lines;  // in order of declaration
};

// Calls `visit(BlockEvents)` for every block that applies, in order.
template <typename Visit>
void ForEachBlock(std::span<const Event> events, Visit&& visit) {
  std::size_t at = 0;
  while (at < events.size()) {
    BPOL_CHECK(events[at].index & Event::kBlock, "a block's event comes before those of its lines");
    std::size_t end = at + 1;
    while (end < events.size() && !(events[end].index & Event::kBlock)) ++end;
    visit(BlockEvents{events[at].index & ~Event::kBlock, events.subspan(at + 1, end - at - 1)});
    at = end;
  }
}

}  // namespace bpol::decision
