// What `bpol test` says of invariants: each is tried against generated requests, a line for every action that it speaks
// of, and where it is broken the counter-example.
#pragma once

#include <string>

#include "compiler/cli/ready_project.h"
#include "compiler/invariants/search.h"

namespace bpol::cli {

struct InvariantCounts {
  std::size_t passed = 0, failed = 0;
  std::size_t untested = 0;  // of those that passed: never put to the test
};

// Writes to standard output. `path`: what the project was opened from. The error is the world's.
Result<InvariantCounts> TryInvariants(const std::string& path, const ReadyProject& project,
                                      const invariants::Settings& settings);

}  // namespace bpol::cli
