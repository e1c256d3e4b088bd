// Durations and amounts as people write them elsewhere, `15 minutes`, `5000 EUR`, `EUR 5,000`: what they are here.
// Internal to parse/.
#pragma once

#include <string_view>
#include <vector>

#include "compiler/parse/repair.h"

namespace bpol::parse {

// The unit as durations have it, "min" for "minutes" and "min"; the empty text where no unit is so called.
std::string_view UnitOfTime(std::string_view written);

// What mends a mistake beside a number; empty where its neighbours are something else.
std::vector<Repair> QuantityProposals(const Mistake& mistake);

}  // namespace bpol::parse
