// Logic, comparisons, arithmetic and built-in functions.
#include "compiler/lower/lowering.h"
#include "compiler/zones/zones.h"
#include "runtime/base/check.h"

namespace bpol::lower {

using abi::Helper;
using checked::BinaryOp;
using checked::Builtin;
using core::Op;

namespace {

// Of the operators that are one operation on integers (or, for `and` and `or`, on Bools).
Op OpOf(BinaryOp op) {
  switch (op) {
    case BinaryOp::And:
      return Op::And;
    case BinaryOp::Or:
      return Op::Or;
    case BinaryOp::Lt:
      return Op::Lt;
    case BinaryOp::Le:
      return Op::Le;
    case BinaryOp::Gt:
      return Op::Gt;
    case BinaryOp::Ge:
      return Op::Ge;
    case BinaryOp::Add:
      return Op::Add;
    case BinaryOp::Sub:
      return Op::Sub;
    case BinaryOp::Mul:
      return Op::Mul;
    case BinaryOp::Eq:
    case BinaryOp::Ne:
      break;
  }
  BPOL_CHECK(false, "equality depends on what is compared");
}

}  // namespace

ExprId Lowering::Node(const Expr&, const checked::Unary& node) {
  const ExprId operand = Lower(node.operand);
  if (node.op == checked::UnaryOp::Not) return builder_.Add(Op::Not, {operand});
  if (builder_.TypeAt(operand).rep == Rep::Money) return builder_.Call(Helper::MoneyNegate, {operand});
  if (builder_.TypeAt(operand).rep == Rep::Decimal) return builder_.Call(Helper::DecimalNegate, {operand});
  return builder_.Add(Op::Neg, {operand});
}

ExprId Lowering::Equal(CheckedId left_id, CheckedId right_id) {
  const ExprId left = Lower(left_id);
  const ExprId right = Lower(right_id);
  switch (builder_.TypeAt(left).rep) {
    case Rep::Bool:
      return builder_.Add(Op::SameBool, {left, right});
    case Rep::Int:
      return builder_.Add(Op::Eq, {left, right});
    case Rep::Text:
      return builder_.Call(Helper::EqualText, {left, right});
    case Rep::Money:
      return builder_.Add(Op::Eq, {builder_.Call(Helper::MoneyCompare, {left, right}), builder_.Int(0)});
    case Rep::Decimal:
      return builder_.Add(Op::Eq, {builder_.Call(Helper::DecimalCompare, {left, right}), builder_.Int(0)});
    case Rep::Ip:
      return builder_.Call(Helper::EqualIp, {left, right});
    case Rep::Cidr:
      return builder_.Call(Helper::EqualCidr, {left, right});
    case Rep::Sequence:
    case Rep::Record:
      break;
  }
  BPOL_CHECK(false, "collections and records have no equality");
}

ExprId Lowering::Node(const Expr&, const checked::Binary& node) {
  if (node.op == BinaryOp::Eq) return Equal(node.left, node.right);
  if (node.op == BinaryOp::Ne) {
    if (RepOf(unit_.At(node.left).type.type) != Rep::Int) return builder_.Add(Op::Not, {Equal(node.left, node.right)});
    const ExprId left = Lower(node.left);
    return builder_.Add(Op::Ne, {left, Lower(node.right)});
  }
  const ExprId left = Lower(node.left);
  const ExprId right = Lower(node.right);
  if (builder_.TypeAt(left).rep != Rep::Decimal) return builder_.Add(OpOf(node.op), {left, right});
  const ExprId order = builder_.Call(Helper::DecimalCompare, {left, right});
  return builder_.Add(OpOf(node.op), {order, builder_.Int(0)});
}

// The second argument of `node` is the name of a zone, written out; its transitions become a constant of the unit.
// UTC has none.
ExprId Lowering::ZoneOf(const checked::Call& node) {
  const auto& name = std::get<checked::Literal>(unit_.At(node.arguments[1]).node);
  const std::optional<std::vector<std::int64_t>> zone = zones::Find(name.value.AsText());
  BPOL_CHECK(zone.has_value(), "the checker knows every zone");
  std::vector<core::Word> words;
  for (const std::int64_t word : *zone) words.push_back({.value = word});
  const auto count = static_cast<std::int64_t>(words.size());
  return builder_.Add(Op::Sequence, {builder_.Intern(std::move(words)), count}, {});
}

ExprId Lowering::InZone(Helper in_utc, Helper in_zone, const checked::Call& node, ExprId instant) {
  const ExprId zone = ZoneOf(node);
  if (builder_.At(zone).immediates[1] == 0) return builder_.Call(in_utc, {instant});
  return builder_.Call(in_zone, {instant, zone});
}

// Written to the scratch memory, absent where the text is none.
ExprId Lowering::AddressOf(Helper helper, core::Rep rep, ExprId text) {
  const std::uint32_t at = TakeScratch(static_cast<std::uint32_t>(core::BytesOf(rep)));
  return builder_.Add(Op::CallAddress, {static_cast<std::int64_t>(helper), at}, {text});
}

// The lesser or the greater of two: of Decimals by their order, each computed once.
ExprId Lowering::Choose(Op op, ExprId left, ExprId right) {
  if (builder_.TypeAt(left).rep != Rep::Decimal) return builder_.Add(op, {left, right});
  const core::Type type{Rep::Decimal};
  const std::int64_t first = builder_.NewVariable(), second = builder_.NewVariable();
  const ExprId order = builder_.Call(Helper::DecimalCompare, {builder_.Var(second, type), builder_.Var(first, type)});
  const ExprId better = builder_.Add(op == Op::Min ? Op::Lt : Op::Gt, {order, builder_.Int(0)});
  const ExprId chosen = builder_.Add(Op::If, {better, builder_.Var(second, type), builder_.Var(first, type)});
  return builder_.Add(Op::Let, {first}, {left, builder_.Add(Op::Let, {second}, {right, chosen})});
}

ExprId Lowering::Node(const Expr& expr, const checked::Call& node) {
  std::vector<ExprId> arguments = LowerAll(node.arguments);
  const auto op = [&](Op which) { return builder_.Add(which, std::move(arguments)); };
  const auto call = [&](Helper which) { return builder_.Call(which, std::move(arguments)); };
  switch (node.builtin) {
    case Builtin::Age:
      arguments.push_back(builder_.Int(schema_.clock_skew));
      return call(Helper::Age);
    case Builtin::InstantAdd:
      return call(Helper::InstantAdd);
    case Builtin::InstantSubtract:
      return call(Helper::InstantSubtract);
    case Builtin::InstantDifference:
      return call(Helper::InstantDifference);
    case Builtin::DateAdd:
      return call(Helper::DateAdd);
    case Builtin::DateSubtract:
      return call(Helper::DateSubtract);
    case Builtin::DateDifference:
      return call(Helper::DateDifference);
    case Builtin::DurationAdd:
      return op(Op::Add);
    case Builtin::DurationSubtract:
      return op(Op::Sub);
    case Builtin::DurationMultiply:
      return op(Op::Mul);
    case Builtin::MoneyAdd:
      return call(Helper::MoneyAdd);
    case Builtin::MoneySubtract:
      return call(Helper::MoneySubtract);
    case Builtin::MoneyMultiply:
      return call(Helper::MoneyMultiply);
    case Builtin::MoneyLess:
      return builder_.Add(Op::Lt, {call(Helper::MoneyCompare), builder_.Int(0)});
    case Builtin::MoneyMinor:
      return call(Helper::MoneyMinor);
    case Builtin::FloorDivide:
      return call(Helper::FloorDivide);
    case Builtin::MinInt:
      return Choose(Op::Min, arguments[0], arguments[1]);
    case Builtin::MaxInt:
      return Choose(Op::Max, arguments[0], arguments[1]);
    case Builtin::ClampInt:
      return Choose(Op::Min, Choose(Op::Max, arguments[0], arguments[1]), arguments[2]);
    case Builtin::DecimalOfInt:
      return call(Helper::DecimalOfInt);
    case Builtin::DecimalAdd:
      return call(Helper::DecimalAdd);
    case Builtin::DecimalSubtract:
      return call(Helper::DecimalSubtract);
    case Builtin::DecimalMultiply:
      return call(Helper::DecimalMultiply);
    case Builtin::DecimalRound:
      return call(Helper::DecimalRound);
    case Builtin::DecimalDivide:
      return call(Helper::DecimalDivide);
    case Builtin::DecimalFloor:
      return call(Helper::DecimalFloor);
    case Builtin::MoneyScale:
      return call(Helper::MoneyScale);
    case Builtin::Days:
      return call(Helper::Days);
    case Builtin::DateOf:
      return InZone(Helper::DateOf, Helper::DateIn, node, arguments[0]);
    case Builtin::HourOf:
      return InZone(Helper::HourOf, Helper::HourIn, node, arguments[0]);
    case Builtin::TimeOf:
      return builder_.Call(Helper::TimeIn, {arguments[0], ZoneOf(node)});
    case Builtin::StartOfDay:
      return builder_.Call(Helper::StartOfDayIn, {arguments[0], ZoneOf(node)});
    case Builtin::WeekdayOf:
      return call(Helper::Weekday);
    case Builtin::AddMonths:
      return call(Helper::AddMonths);
    case Builtin::FullYears:
      return call(Helper::FullYears);
    case Builtin::Matches:
      return builder_.Call(Helper::Matches, {arguments[0], arguments[2]});
    case Builtin::FitsText:
      return call(Helper::FitsText);
    case Builtin::IntFromText:
      return call(Helper::IntFromText);
    case Builtin::MoneyFromText:
      return call(Helper::MoneyFromText);
    case Builtin::DecimalFromText:
      return call(Helper::DecimalFromText);
    case Builtin::IpFromText:
      return AddressOf(Helper::IpFromText, core::Rep::Ip, arguments[0]);
    case Builtin::CidrFromText:
      return AddressOf(Helper::CidrFromText, core::Rep::Cidr, arguments[0]);
    case Builtin::Length:
      return call(Helper::Length);
    case Builtin::SizeOf:
      return op(builder_.TypeAt(arguments[0]).rep == Rep::Int ? Op::BitsCount : Op::SequenceCount);
    case Builtin::StartsWith:
      return call(Helper::StartsWith);
    case Builtin::EndsWith:
      return call(Helper::EndsWith);
    case Builtin::MaskPan:
    case Builtin::MaskIban:
    case Builtin::MaskEmail:
    case Builtin::MaskPhone:
    case Builtin::MaskName:
    case Builtin::MaskLastFour:
    case Builtin::TruncatePan:
    case Builtin::ScanText:
    case Builtin::BirthYear:
    case Builtin::AgeBand:
    case Builtin::GeneraliseIp:
    case Builtin::Pseudonym:
      return TextOf(expr, node.builtin, std::move(arguments));
  }
  BPOL_CHECK(false, "every builtin is lowered");
}

}  // namespace bpol::lower
