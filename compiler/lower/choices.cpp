// What decides which part is evaluated.
#include "compiler/lower/lowering.h"
#include "runtime/base/check.h"

namespace bpol::lower {

using core::Op;

ExprId Lowering::Node(const Expr&, const checked::Unwrap& node) {
  return builder_.Add(Op::Unwrap, {Lower(node.value)});
}

ExprId Lowering::Node(const Expr&, const checked::IsPresent& node) {
  const ExprId present = builder_.Add(Op::Present, {Lower(node.operand)});
  return node.negated ? builder_.Add(Op::Not, {present}) : present;
}

ExprId Lowering::Node(const Expr& expr, const checked::Coalesce& node) {
  const ExprId optional = Lower(node.optional);
  return builder_.Add(Op::Coalesce, {optional, LowerAs(node.fallback, expr.type)});
}

ExprId Lowering::Node(const Expr& expr, const checked::If& node) {
  const ExprId condition = Lower(node.condition);
  const ExprId then = LowerAs(node.then, expr.type);
  return builder_.Add(Op::If, {condition, then, LowerAs(node.otherwise, expr.type)});
}

// A chain of tests of one value; where every member has its arm, the last needs no test.
ExprId Lowering::Node(const Expr& expr, const checked::Match& node) {
  const ExprId scrutinee = AsInt(Lower(node.scrutinee));
  const std::int64_t variable = builder_.NewVariable();
  const std::size_t last = node.arms.size() - (node.otherwise.valid() ? 0 : 1);
  std::vector<std::pair<ExprId, ExprId>> tested;
  for (std::size_t i = 0; i < last; ++i) {
    std::vector<ExprId> test = {builder_.Var(variable, {Rep::Int})};
    for (const std::int64_t member : node.arms[i].members) test.push_back(builder_.Int(member));
    const ExprId holds = builder_.Add(test.size() == 2 ? Op::Eq : Op::OneOf, std::move(test));
    tested.emplace_back(holds, LowerAs(node.arms[i].value, expr.type));
  }
  ExprId result = LowerAs(node.otherwise.valid() ? node.otherwise : node.arms.back().value, expr.type);
  for (std::size_t i = tested.size(); i-- > 0;)
    result = builder_.Add(Op::If, {tested[i].first, tested[i].second, result});
  return builder_.Add(Op::Let, {variable}, {scrutinee, result});
}

ExprId Lowering::Node(const Expr& expr, const checked::Let& node) {
  const ExprId value = Lower(node.value);
  const Variable variable{builder_.NewVariable(), builder_.TypeAt(value)};
  variables_.insert_or_assign(node.variable, variable);
  const ExprId body = LowerAs(node.body, expr.type);
  variables_.erase(node.variable);
  return builder_.Add(Op::Let, {variable.number}, {value, body});
}

ExprId Lowering::Node(const Expr&, const checked::IsArm& node) {
  const schema::Record& record = schema_.records[TypeOf(node.operand).declaration];
  const schema::Field& tag = record.fields[record.tag_field];
  std::uint64_t members = 0;
  for (std::size_t member = 0; member < record.arm_of_member.size(); ++member) {
    if (record.arm_of_member[member] == node.arm) members |= std::uint64_t{1} << member;
  }
  const ExprId is_arm = builder_.Int(static_cast<std::int64_t>(members));
  return builder_.Add(Op::BitsHas, {is_arm, builder_.Load(Lower(node.operand), Rep::Int, tag.offset, schema::kNone)});
}

}  // namespace bpol::lower
