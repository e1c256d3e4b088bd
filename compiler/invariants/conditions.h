// What the conditions of an action look at: the smallest ones, each with the places of a request that it reads and the
// constants that it holds them against. A request that is to turn a condition changes these.
#pragma once

#include <span>
#include <vector>

#include "compiler/invariants/subject.h"

namespace bpol::invariants {

struct Constant {
  std::uint32_t type = 0;  // index in Unit::types
  decision::Value value;
};

struct Condition {
  std::vector<Path> reads;          // never empty
  std::vector<Constant> constants;  // elements of constant lists and sets one by one, and the sets
};

// Those that `roots` ask, also inside of what they read (lets, consents, scores), each once.
std::vector<Condition> ConditionsOf(const Subject& subject, std::uint32_t action,
                                    std::span<const checked::ExprId> roots);

// All constants below `roots`, of conditions that may read an object of a response too. Invalid ids are passed over.
std::vector<Constant> ConstantsOf(const Subject& subject, std::uint32_t action, std::span<const checked::ExprId> roots);

}  // namespace bpol::invariants
