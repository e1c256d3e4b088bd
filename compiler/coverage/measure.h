// Measure: what a run of tests met of a project, and what it left out.
#pragma once

#include "compiler/coverage/report.h"
#include "compiler/pipeline.h"
#include "compiler/trial/recording.h"

namespace bpol::coverage {

// `compiled` is without mistakes and came as far as its description; `recording` is of its unit.
Report Measured(const compiler::Compiled& compiled, const trial::Recording& recording);

}  // namespace bpol::coverage
