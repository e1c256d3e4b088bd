// Ranges of whole numbers as the checker computes them: it refuses comparisons that ranges decide, so what is generated
// has to leave them open.
#pragma once

#include <cstdint>

#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

// Within 64 bits.
std::int64_t ClampedSum(std::int64_t left, std::int64_t right);
std::int64_t ClampedProduct(std::int64_t left, std::int64_t right);
// Within the calendar.
std::int64_t NearInstant(std::int64_t instant, std::int64_t offset);
std::int64_t NearDate(std::int64_t date, std::int64_t offset);

// The range of `left op right`, for '+', '-', '*'.
GivenType RangeOf(char op, const GivenType& left, const GivenType& right);
// The type of a value that is one or the other.
GivenType JoinOf(const GivenType& left, const GivenType& right);

// Whether `left op right` may hold and may not: `==` `!=` `<` `<=` `>` `>=`.
bool LeavesOpen(const char* op, const GivenType& left, const GivenType& right);

}  // namespace bpol::agreement
