// Coverage: whether a run of agreement met what it has to meet, as a table and as a list of what it missed. A run that
// agrees about requests that all deny has shown nothing.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tests/agreement/workers.h"

namespace bpol::agreement {

struct Coverage {
  std::string table;                // a line each, for people
  std::vector<std::string> missed;  // what is below its threshold
};

// Every form in 5 % of the units, every effect in 10 % of the decisions, faults in 5 % and every code met, 90 % of the
// conditions both ways.
Coverage CoverageOf(std::span<const Slot> slots);

}  // namespace bpol::agreement
