// What evaluating takes, in the units of docs/language/cost.md: counted before by `describe`, meanwhile by `evaluate`.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace bpol::checked {

// Of a search in a table of so many rows.
inline std::int64_t StepsOfSearch(std::size_t rows) {
  return static_cast<std::int64_t>(std::bit_width(rows)) + 1;
}

}  // namespace bpol::checked
