#include "compiler/evaluate/evaluator.h"

#include <algorithm>

namespace bpol::evaluate {

Evaluator::Evaluator(const PlainEngine::Program& program, std::uint32_t action, Value frame, Arena& arena)
    : program_(program),
      action_(program.unit.actions[action]),
      frame_(frame),
      arena_(arena),
      cells_(action_.cells.size()),
      visits_left_(program.schema.visit_limit) {}

Value Evaluator::Evaluate(ExprId expr, std::uint32_t site) {
  site_ = site;
  return Eval(expr);
}

Value Evaluator::Eval(ExprId expr) {
  return std::visit([&](const auto& node) { return Eval(node, expr); }, program_.unit.At(expr).node);
}

Value Evaluator::Eval(const checked::Literal& node, ExprId) {
  return node.value;
}

Value Evaluator::Eval(const checked::Frame&, ExprId) {
  return frame_;
}

Value Evaluator::Eval(const checked::Object&, ExprId) {
  return object_;
}

Value Evaluator::Eval(const checked::Element& node, ExprId) {
  return variables_[node.variable];
}

Value Evaluator::Eval(const checked::Field& node, ExprId) {
  return Eval(node.record).AsSpan()[node.field];
}

Value Evaluator::Eval(const checked::FactRead& node, ExprId) {
  const Value value = frame_.AsSpan()[node.field];
  const schema::Fact& fact = program_.schema.facts[node.fact];
  const auto name =
      static_cast<std::uint32_t>(std::ranges::find(program_.schema.sites, fact.name) - program_.schema.sites.begin());
  if (value.kind == Value::Kind::Unavailable) throw Reached{Fault::FactUnavailable, name};
  if (value.kind == Value::Kind::Absent && !fact.optional && !fact.else_absent)
    throw Reached{Fault::InputMissing, name};
  return value;
}

Value Evaluator::Eval(const checked::SignalRead& node, ExprId) {
  const Value value = frame_.AsSpan()[node.field];
  const schema::Signal& signal = program_.schema.signals[node.signal];
  const auto name =
      static_cast<std::uint32_t>(std::ranges::find(program_.schema.sites, signal.name) - program_.schema.sites.begin());
  if (value.kind == Value::Kind::Unavailable) throw Reached{Fault::SignalUnavailable, name};
  if (value.kind == Value::Kind::Absent && !signal.optional) throw Reached{Fault::InputMissing, name};
  return value;
}

Value Evaluator::Eval(const checked::Unwrap& node, ExprId) {
  const Value value = Eval(node.value);
  BPOL_CHECK(value.present(), "narrowing has proved that an unwrapped value is there");
  return value;
}

Value Evaluator::Eval(const checked::IsPresent& node, ExprId) {
  return Value::Int(Eval(node.operand).present() != node.negated);
}

Value Evaluator::Eval(const checked::Coalesce& node, ExprId) {
  const Value value = Eval(node.optional);
  return value.present() ? value : Eval(node.fallback);
}

Value Evaluator::Eval(const checked::If& node, ExprId) {
  return True(node.condition) ? Eval(node.then) : Eval(node.otherwise);
}

Value Evaluator::Eval(const checked::Match& node, ExprId) {
  const std::int64_t member = Eval(node.scrutinee).integer;
  for (const checked::MatchArm& arm : node.arms)
    if (std::ranges::find(arm.members, member) != arm.members.end()) return Eval(arm.value);
  BPOL_CHECK(node.otherwise.valid(), "a match without `otherwise` names every member");
  return Eval(node.otherwise);
}

Value Evaluator::Eval(const checked::IsArm& node, ExprId) {
  const Value record = Eval(node.operand);
  const schema::Record& type = program_.schema.records[program_.schema.types[TypeOf(node.operand)].declaration];
  const std::int64_t member = record.AsSpan()[type.tag_field].integer;
  return Value::Int(type.arm_of_member[static_cast<std::size_t>(member)] == node.arm);
}

}  // namespace bpol::evaluate
