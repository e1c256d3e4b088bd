// The walk itself, and what is read: constants, the frame, facts, signals.
#include "compiler/evaluate/evaluator.h"

#include <algorithm>

namespace bpol::evaluate {

using checked::ExprId;

Evaluator::Evaluator(const checked::Unit& unit, const checked::Action& action, const Value& frame, Arena& arena)
    : unit_(unit),
      action_(action),
      frame_(frame),
      arena_(arena),
      cells_(action.cells.size()),
      visits_left_(unit.schema.visit_limit) {}

Evaluator Evaluator::Behind() const {
  Evaluator behind = *this;
  behind.visits_left_ = unit_.schema.visit_limit;
  behind.ended_ = {};
  return behind;
}

Maybe Evaluator::Eval(ExprId id) {
  AddWork(1);
  const Expr& expr = unit_.At(id);
  const Maybe value = std::visit([&](const auto& node) { return Node(expr, node); }, expr.node);
  if (seen_ != nullptr && value) Note(id, expr, *value);
  return value;
}

void Evaluator::Note(ExprId id, const Expr& expr, const Value& value) {
  const bool condition = !expr.type.optional && unit_.schema.types[expr.type.type].kind == schema::TypeKind::Bool;
  if (condition) (*seen_)[id.index] |= value.integer != 0 ? kSeenTrue : kSeenFalse;
}

std::optional<bool> Evaluator::Holds(ExprId condition) {
  if (!condition.valid()) return true;
  BPOL_EVAL(const Value value, Eval(condition));
  return value.integer != 0;
}

std::optional<std::span<const Value>> Evaluator::EvalAll(const std::vector<ExprId>& ids) {
  const std::span<Value> all = arena_.AllocateArray<Value>(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    BPOL_EVAL(all[i], Eval(ids[i]));
  }
  return all;
}

Maybe Evaluator::FaultedAt(Fault fault, std::uint32_t site) {
  BPOL_CHECK(ended_.ok(), "nothing is evaluated after a fault");
  ended_ = {fault, site};
  return std::nullopt;
}

Maybe Evaluator::Node(const Expr&, const checked::Literal& node) {
  return node.value;
}

Maybe Evaluator::Node(const Expr&, const checked::Frame&) {
  return frame_;
}

Maybe Evaluator::Node(const Expr&, const checked::Field& node) {
  BPOL_EVAL(const Value record, Eval(node.record));
  BPOL_CHECK(record.kind == Value::Kind::Record && node.field < record.count,
             "narrowing has proved the record present");
  return record.elements[node.field];
}

Maybe Evaluator::Node(const Expr& expr, const checked::FactRead& node) {
  const Value& value = frame_.elements[node.field];
  const std::uint32_t site = SiteNamed(unit_.schema.facts[node.fact].name);
  if (value.kind == Value::Kind::Unavailable) return FaultedAt(Fault::FactUnavailable, site);
  if (value.kind == Value::Kind::Absent && !expr.type.optional) return FaultedAt(Fault::InputMissing, site);
  return value;
}

// A signal that must have a value and has none is as good as unavailable.
Maybe Evaluator::Node(const Expr& expr, const checked::SignalRead& node) {
  const Value& value = frame_.elements[node.field];
  if (value.present() || (value.kind == Value::Kind::Absent && expr.type.optional)) return value;
  return FaultedAt(Fault::SignalUnavailable, SiteNamed(unit_.schema.signals[node.signal].name));
}

Maybe Evaluator::Node(const Expr&, const checked::Element& node) {
  return elements_[node.variable];
}

Maybe Evaluator::Node(const Expr&, const checked::Object&) {
  return object_;
}

std::uint32_t Evaluator::SiteNamed(std::string_view name) const {
  const auto found = std::ranges::find(unit_.schema.sites, name);
  BPOL_CHECK(found != unit_.schema.sites.end(), "every source that is read has a site");
  return static_cast<std::uint32_t>(found - unit_.schema.sites.begin());
}

}  // namespace bpol::evaluate
