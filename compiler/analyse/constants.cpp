#include "compiler/analyse/constants.h"

#include <algorithm>

#include "compiler/analyse/contexts.h"

namespace bpol::analyse {

bool Constants::CanBe(const checked::Action& action, checked::ExprId expr, bool value) {
  const Premise premise = value ? Holds(expr) : Fails(expr);
  return Possible(action, expr, &premise);
}

bool Constants::CanBeReached(const checked::Action& action, checked::ExprId expr) {
  return Possible(action, expr, nullptr);
}

bool Constants::Possible(const checked::Action& action, checked::ExprId expr, const Premise* last) {
  tried_.clear();
  const std::optional<Contexts> contexts = ContextsOf(unit_, action, expr);
  if (!contexts || contexts->ways.empty()) return true;
  for (std::vector<Premise> premises : contexts->ways) {
    if (last != nullptr) premises.push_back(*last);
    if (premises.empty()) return true;
    Worlds worlds(unit_, action, contexts->bindings);
    if (worlds.Possible(premises)) return true;
    for (const Span span : worlds.tried()) {
      if (std::ranges::find(tried_, span) == tried_.end()) tried_.push_back(span);
    }
  }
  return false;
}

}  // namespace bpol::analyse
