// A pattern as states of which one holds at a time, before it is packed. Used by this folder.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "compiler/patterns/automaton.h"

namespace bpol::patterns {

struct Table {
  std::array<std::uint8_t, 256> class_of{};  // of a byte
  std::size_t classes = 0;
  std::vector<std::uint32_t> next;  // state times classes plus class; state 0 is that of no way back
  std::vector<bool> accepts;        // by state
  std::uint32_t start = 0;

  std::size_t states() const { return accepts.size(); }
};

// The error: more states than a pattern may have.
Result<Table> Determine(const Automaton& automaton);
// The same with the fewest states: two patterns that mean the same become the same table.
Table Minimal(const Table& table);

}  // namespace bpol::patterns
