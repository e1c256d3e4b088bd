// What decides which part is evaluated: `??`, `if`, `match`, and the tests of presence and arm.
#include <algorithm>

#include "compiler/evaluate/evaluator.h"

namespace bpol::evaluate {

Maybe Evaluator::Node(const Expr&, const checked::Unwrap& node) {
  BPOL_EVAL(const Value value, Eval(node.value));
  BPOL_CHECK(value.present(), "narrowing has proved the value present");
  return value;
}

Maybe Evaluator::Node(const Expr&, const checked::IsPresent& node) {
  BPOL_EVAL(const Value value, Eval(node.operand));
  return Bool(value.present() != node.negated);
}

Maybe Evaluator::Node(const Expr&, const checked::Coalesce& node) {
  BPOL_EVAL(const Value value, Eval(node.optional));
  return value.present() ? Maybe(value) : Eval(node.fallback);
}

Maybe Evaluator::Take(checked::ExprId chosen) {
  if (seen_ != nullptr) (*seen_)[chosen.index] |= kSeenTaken;
  return Eval(chosen);
}

Maybe Evaluator::Node(const Expr&, const checked::If& node) {
  BPOL_EVAL(const bool holds, Holds(node.condition));
  return Take(holds ? node.then : node.otherwise);
}

Maybe Evaluator::Node(const Expr&, const checked::Match& node) {
  BPOL_EVAL(const Value member, Eval(node.scrutinee));
  const auto takes = [&](const checked::MatchArm& arm) {
    return std::ranges::find(arm.members, member.integer) != arm.members.end();
  };
  const auto arm = std::ranges::find_if(node.arms, takes);
  const checked::ExprId taken = arm != node.arms.end() ? arm->value : node.otherwise;
  BPOL_CHECK(taken.valid(), "a match has an arm for every member");
  return Take(taken);
}

Maybe Evaluator::Node(const Expr&, const checked::IsArm& node) {
  BPOL_EVAL(const Value value, Eval(node.operand));
  const schema::Type& type = unit_.schema.types[unit_.At(node.operand).type.type];
  const schema::Record& record = unit_.schema.records[type.declaration];
  const std::int64_t member = value.elements[record.tag_field].integer;
  return Bool(record.arm_of_member[static_cast<std::size_t>(member)] == node.arm);
}

Maybe Evaluator::Node(const Expr&, const checked::Let& node) {
  BPOL_EVAL(const Value value, Eval(node.value));
  if (elements_.size() <= node.variable) elements_.resize(node.variable + 1);
  elements_[node.variable] = value;
  return Eval(node.body);
}

}  // namespace bpol::evaluate
