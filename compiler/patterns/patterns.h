// Patterns of policies, `/[A-Z]{2}[0-9]+/`, as the tables that units carry (runtime/values/pattern.h).
// What may be written is what a table can decide: characters, classes, groups, choices and repetitions; no references
// to what a group held, no looking around, no anchors, since a pattern speaks of the whole text.
// Why no library: docs/decisions/0013-patterns.md. Thread safety: pure functions.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace bpol::patterns {

// What a policy may spend on one pattern: bytes as written, states of its table, and kilobytes of the table.
inline constexpr std::size_t kMostBytes = 500;
inline constexpr std::size_t kMostStates = 1'000;
inline constexpr std::size_t kMostKilobytes = 128;

// The error is the author's: it says in a few words what is wrong with the pattern, for a diagnostic.
Result<std::vector<std::int64_t>> Compile(std::string_view pattern);

}  // namespace bpol::patterns
