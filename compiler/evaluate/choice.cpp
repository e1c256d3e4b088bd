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

Maybe Evaluator::Node(const Expr&, const checked::If& node) {
  BPOL_EVAL(const bool holds, Holds(node.condition));
  return Eval(holds ? node.then : node.otherwise);
}

Maybe Evaluator::Node(const Expr&, const checked::Match& node) {
  BPOL_EVAL(const Value member, Eval(node.scrutinee));
  for (const checked::MatchArm& arm : node.arms) {
    if (std::ranges::find(arm.members, member.integer) != arm.members.end()) return Eval(arm.value);
  }
  BPOL_CHECK(node.otherwise.valid(), "a match has an arm for every member");
  return Eval(node.otherwise);
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
