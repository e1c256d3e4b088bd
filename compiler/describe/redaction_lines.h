// The lines of redact blocks against the places of a response: which line speaks of which place, and which of two goes
// first.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "compiler/describe/redaction_places.h"

namespace bpol::describe {

// How near a line is to a place; of two lines the greater speaks first, of equal ones the first in the text.
struct Nearness {
  bool path = false;         // else a class
  std::uint32_t length = 0;  // of a path
  std::uint32_t arms = 0;    // that a path names
};

// A line that may treat a place.
struct Candidate {
  const checked::RedactLine* line = nullptr;
  Nearness nearness;
};

// The place where the paths of a block begin that speaks of `place`: the nearest one around it, or itself, of the
// block's type.
std::optional<std::uint32_t> AnchorOf(const checked::Unit& unit, const Places& places,
                                      const checked::RedactBlock& block, std::uint32_t place);

// The treating lines of a block for a place, the first to be asked first. `drop` lines are not among them.
std::vector<Candidate> LinesFor(const checked::Unit& unit, const Places& places, const checked::RedactBlock& block,
                                std::uint32_t place);

// The first place, in order of declaration, that a line by path speaks of.
std::optional<std::uint32_t> FirstCovered(const checked::Unit& unit, const Places& places,
                                          const checked::RedactBlock& block, const checked::RedactLine& line);

// Some path of the block names a place inside this one.
bool HasLineBeneath(const checked::Unit& unit, const Places& places, const checked::RedactBlock& block,
                    std::uint32_t place);

// The line drops elements of exactly this list.
bool DropsFrom(const checked::Unit& unit, const Places& places, const checked::RedactBlock& block,
               const checked::RedactLine& line, std::uint32_t place);

}  // namespace bpol::describe
