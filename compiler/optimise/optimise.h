// core -> core: an ordered list of named rewrites (rewrites.def), each of which keeps every effect, event, fault and
// site, and the number of visits. Any of them can be switched off by name; in debug builds the program is verified
// after each.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/core/core.h"

namespace bpol::optimise {

// Where lines are indexed, and tables hashed: by the cost model (index_choice.h) and the number of rows; or, for tests,
// wherever it can be.
enum class Index : std::uint8_t { WhereItPays, Everywhere };

struct OptimiseOptions {
  std::set<std::string, std::less<>> off = {};  // names of rewrites
  // Called after each rewrite that ran, with the time it took; may be empty.
  std::function<void(std::string_view name, std::chrono::nanoseconds took)> timed = {};
  Index index = Index::WhereItPays;
};

// The names, in the order in which they run.
std::vector<std::string_view> RewriteNames();

// The program is verified.
core::Program Optimise(core::Program program, const OptimiseOptions& options = {});

}  // namespace bpol::optimise
