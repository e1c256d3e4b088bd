// What a condition looks at: the members of a request that it reads, and the numbers that it holds them against.
// Requests that are to turn a condition change these.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/checked/checked.h"
#include "tests/agreement/conditions.h"

namespace bpol::agreement {

struct Reads {
  std::set<std::string> names;  // of the last member of each path: `roles` of subject.roles; of facts, keys and signals
  // Literals of whole numbers, amounts (in minor units) and times, by their types.
  std::map<schema::TypeKind, std::vector<std::int64_t>> numbers;
};

// Of a condition of `action`, with all that its cells read, and the lists that the quantifiers around it go through.
Reads ReadsOf(const checked::Unit& unit, const checked::Action& action, const Asked& asked);

}  // namespace bpol::agreement
