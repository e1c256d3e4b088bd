// Premise: what is known of a value where something stands: a condition that held or not, a member that `match` chose.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::analyse {

struct Premise {
  checked::ExprId expr;             // Bool or an enum
  std::vector<std::int64_t> among;  // the values that it is said to have: 1 where a condition holds
  bool among_them = true;           // false: it has none of these
};

inline Premise Holds(checked::ExprId condition) {
  return {condition, {1}};
}
inline Premise Fails(checked::ExprId condition) {
  return {condition, {0}};
}

}  // namespace bpol::analyse
