// Counts: what was taken out of a response, for its outcome record. Numbers only, never a value or a name.
#pragma once

#include <cstdint>
#include <vector>

namespace bpol::redact {

struct Counts {
  // By data class, an index in Unit::classes. A record or list that is removed whole counts once.
  std::vector<std::uint64_t> removed;
  std::vector<std::uint64_t> transformed;  // values that changed
  std::uint64_t dropped = 0;               // elements of lists
  std::uint64_t undeclared = 0;            // members that the response type does not name

  friend bool operator==(const Counts&, const Counts&) = default;
};

}  // namespace bpol::redact
