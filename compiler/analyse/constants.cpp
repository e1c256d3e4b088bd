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
  if (++questions_ > kMostQuestions) return true;
  const std::optional<Contexts> contexts = ContextsOf(unit_, action, expr);
  if (!contexts || contexts->ways.empty()) return true;
  for (std::vector<Premise> premises : contexts->ways) {
    if (last != nullptr) premises.push_back(*last);
    if (Possible(action, contexts->bindings, premises)) return true;
  }
  return false;
}

bool Constants::Possible(const checked::Action& action, const Bindings& bindings,
                         const std::vector<Premise>& premises) {
  if (premises.empty()) return true;
  Worlds worlds(unit_, action, bindings);
  if (worlds.Possible(premises)) return true;
  for (const Span span : worlds.tried()) {
    if (std::ranges::find(tried_, span) == tried_.end()) tried_.push_back(span);
  }
  return false;
}

bool Constants::CanEndUnanswered(const checked::Action& action, const checked::Block& block) {
  tried_.clear();
  std::vector<Premise> premises;
  if (block.guard.valid()) premises.push_back(Holds(block.guard));
  for (const checked::Line& line : block.lines) {
    const schema::Effect effect = unit_.schema.lines[line.line].effect;
    if (effect != schema::Effect::Permit && effect != schema::Effect::Deny) continue;
    if (!line.when.valid()) return false;
    premises.push_back(Fails(line.when));
  }
  const std::optional<Contexts> contexts = ContextsOf(unit_, action, {});
  return !contexts || Possible(action, contexts->bindings, premises);
}

}  // namespace bpol::analyse
