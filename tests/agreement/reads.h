// What a condition looks at: the members of a request that it reads, and the whole numbers that it holds them against.
// Requests that are to turn a condition change these.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::agreement {

struct Reads {
  std::set<std::string> names;  // of the last member of each path: `roles` of subject.roles; of facts, keys and signals
  std::vector<std::int64_t> numbers;
};

// Of `expr` of `action`, with all that its cells read.
Reads ReadsOf(const checked::Unit& unit, const checked::Action& action, checked::ExprId expr);

}  // namespace bpol::agreement
