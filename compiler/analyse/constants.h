// Constants: what no request can make of a condition where it stands, since guards, earlier lines, what protects it and
// tables leave no way. Asked for by what holds tests against a policy: what cannot be is not missing.
//
// INVARIANT: an answer of "cannot" is certain; where it is not shown, it can be.
// Thread safety: one thread; the unit outlives it.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/analyse/worlds.h"

namespace bpol::analyse {

class Constants {
 public:
  explicit Constants(const checked::Unit& unit) : unit_(unit) {}

  // Whether the condition `expr` of `action` can come to `value`.
  bool CanBe(const checked::Action& action, checked::ExprId expr, bool value);
  // Whether `expr` can be evaluated at all.
  bool CanBeReached(const checked::Action& action, checked::ExprId expr);
  // Where stands what was tried for the last answer of "cannot", each once.
  const std::vector<Span>& tried() const { return tried_; }

 private:
  bool Possible(const checked::Action& action, checked::ExprId expr, const Premise* last);

  const checked::Unit& unit_;
  std::vector<Span> tried_;
};

}  // namespace bpol::analyse
