// UnitRun: one generated unit of a run: compiled once, each request decided by the plain evaluator and by native code.
#pragma once

#include <optional>

#include "tests/agreement/saved_case.h"
#include "tests/agreement/workers.h"

namespace bpol::agreement {

struct RunSettings {
  std::uint64_t seed = 1;
  std::uint32_t requests = 500;                  // a unit
  emit::Effort effort = emit::Effort::Balanced;  // of the making that is shipped
  bool rotate = false;                           // one more making of each unit, with another rewrite off each time
};

// The makings of unit number `unit`: what is shipped, and with an index wherever one can be.
std::vector<Making> MakingsOf(const RunSettings& settings, std::uint32_t unit);

// Leaves in `slot` how it ended, and what it came to.
void RunUnit(const RunSettings& settings, std::uint32_t unit, Slot& slot);

// The conditions of unit `unit` that its requests did not see both ways, a line each; the error: as CaseOf.
Result<std::string> OneWayOf(const RunSettings& settings, std::uint32_t unit);

// What unit `unit` of the run decided at its request `request`, drawn again, in the form that failed; the error: the
// mistakes of the unit.
enum class Form : std::uint8_t { Json, Wire };
Result<SavedCase> CaseOf(const RunSettings& settings, std::uint32_t unit, std::uint32_t request, Form form);

}  // namespace bpol::agreement
