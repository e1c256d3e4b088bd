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
  // Each question walks its action once more; behind so many everything can be, so that a large policy without tests is
  // not looked at for minutes.
  static constexpr std::size_t kMostQuestions = 1'000;

  explicit Constants(const checked::Unit& unit) : unit_(unit) {}

  // Whether the condition `expr` of `action` can come to `value`.
  bool CanBe(const checked::Action& action, checked::ExprId expr, bool value);
  // Whether `expr` can be evaluated at all.
  bool CanBeReached(const checked::Action& action, checked::ExprId expr);
  // Whether a block of rules can apply while none of its `permit` and `deny` lines holds.
  bool CanEndUnanswered(const checked::Action& action, const checked::Block& block);
  // Where stands what was tried for the last answer of "cannot", each once.
  const std::vector<Span>& tried() const { return tried_; }

 private:
  bool Possible(const checked::Action& action, checked::ExprId expr, const Premise* last);
  bool Possible(const checked::Action& action, const Bindings& bindings, const std::vector<Premise>& premises);

  const checked::Unit& unit_;
  std::size_t questions_ = 0;
  std::vector<Span> tried_;
};

}  // namespace bpol::analyse
