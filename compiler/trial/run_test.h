// RunTest: one `test` of a project, or one row of a test table, against a panel.
#pragma once

#include <string>
#include <vector>

#include "compiler/checked/checked.h"
#include "compiler/trial/panel.h"

namespace bpol::trial {

struct TestResult {
  std::vector<std::string> complaints;  // one line each: what was expected and what came; empty: passed

  bool passed() const { return complaints.empty(); }
};

TestResult RunTest(Panel& panel, const checked::Test& test);

}  // namespace bpol::trial
