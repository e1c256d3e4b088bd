// Pools: the constants of one unit, kind by kind. Literals of its policy and values of its requests come from the same
// few, so that equalities hold often and comparisons go both ways.
#pragma once

#include <string>
#include <vector>

#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

std::vector<std::vector<Constant>> DrawPools(Random& random, const std::string& currency,
                                             const std::vector<std::string>& regions);

// The moment around which all instants of requests and policies lie, and its day.
inline constexpr std::int64_t kBaseInstant = 1'795'161'600'000'000;  // 2026-11-20T08:00:00Z
inline constexpr std::int64_t kBaseDate = 20'777;                    // 2026-11-20

Constant InstantConstant(std::int64_t instant);
Constant DateConstant(std::int64_t date);
Constant DurationConstant(std::int64_t duration);
Constant MoneyConstant(std::int64_t minor, const std::string& currency);
Constant IntConstant(std::int64_t number);
// With the quotes; of plain ASCII and letters beyond it, nothing to escape.
Constant TextConstant(const std::string& text);
Constant DecimalConstant(const std::string& text);
// As JSON has it, as a policy has it: quoted there, bare here.
Constant BareConstant(const std::string& text);

inline constexpr std::int64_t kTypicalMinor = 5'000;  // amounts are drawn around it

}  // namespace bpol::agreement
