// What is read: constants, the frame, facts, signals, cells.
#include <algorithm>

#include "compiler/lower/lowering.h"
#include "runtime/base/check.h"

namespace bpol::lower {

using core::Op;

namespace {

std::int64_t Bit(std::uint32_t bit) {
  return bit == schema::kNone ? -1 : std::int64_t{bit};
}

}  // namespace

ExprId Lowering::Node(const Expr& expr, const checked::Literal& node) {
  const ExprId constant = constants_.Literal(node.value, expr.type.type);
  // A param that may be absent, and is not.
  return expr.type.optional && node.value.present() ? builder_.Add(Op::Some, {constant}) : constant;
}

ExprId Lowering::Node(const Expr&, const checked::Frame&) {
  return builder_.Frame();
}

ExprId Lowering::Node(const Expr& expr, const checked::Field& node) {
  const schema::Field& field = schema_.records[TypeOf(node.record).declaration].fields[node.field];
  return builder_.Load(Lower(node.record), RepOf(expr.type.type), field.offset, field.presence_bit);
}

ExprId Lowering::Node(const Expr& expr, const checked::FactRead& node) {
  const schema::Field& field = schema_.records[schema_.actions[action_index_].frame].fields[node.field];
  const std::uint32_t site = SiteNamed(schema_.facts[node.fact].name);
  return builder_.Add(Op::ReadFact, {field.offset, Bit(field.presence_bit), Bit(field.unavailable_bit), site}, {},
                      CoreType(expr.type));
}

ExprId Lowering::Node(const Expr& expr, const checked::SignalRead& node) {
  const schema::Field& field = schema_.records[schema_.actions[action_index_].frame].fields[node.field];
  const std::uint32_t site = SiteNamed(schema_.signals[node.signal].name);
  return builder_.Add(Op::ReadSignal, {field.offset, Bit(field.presence_bit), Bit(field.unavailable_bit), site}, {},
                      CoreType(expr.type));
}

ExprId Lowering::Node(const Expr&, const checked::Element& node) {
  const Variable& variable = variables_.at(node.variable);
  return builder_.Var(variable.number, variable.type);
}

ExprId Lowering::Node(const Expr&, const checked::Object&) {
  return builder_.Object();
}

ExprId Lowering::Node(const Expr&, const checked::CellRead& node) {
  return builder_.Add(Op::Cell, {node.cell}, {}, CoreType(action_.cells[node.cell].type));
}

ExprId Lowering::Node(const Expr&, const checked::BandRead& node) {
  return builder_.Add(Op::Band, {node.cell}, {});
}

std::uint32_t Lowering::SiteNamed(std::string_view name) const {
  const auto found = std::ranges::find(schema_.sites, name);
  BPOL_CHECK(found != schema_.sites.end(), "every source that is read has a site");
  return static_cast<std::uint32_t>(found - schema_.sites.begin());
}

}  // namespace bpol::lower
