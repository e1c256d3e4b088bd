// A pattern as states that are many at a time: what its tree says, byte by byte. Used by this folder.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/patterns/tree.h"

namespace bpol::patterns {

using StateId = std::uint32_t;
inline constexpr StateId kNowhere = 0xffff'ffff;

struct State {
  enum class Kind : std::uint8_t { Bytes, Split, Accept } kind = Kind::Accept;
  std::uint8_t low = 0, high = 0;  // Bytes: goes on with a byte of this range
  StateId next = kNowhere;         // Bytes, Split
  StateId other = kNowhere;        // Split: without a byte, either way
};

struct Automaton {
  std::vector<State> states;
  StateId start = kNowhere;
};

// The error: more states than a pattern may have.
Result<Automaton> Build(const Tree& tree);

}  // namespace bpol::patterns
