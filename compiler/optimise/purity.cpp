#include "compiler/optimise/purity.h"

#include "runtime/abi/helpers.h"

namespace bpol::optimise {

using core::Expr;
using core::Op;

namespace {

bool HasEffect(const Expr& expr) {
  switch (expr.op) {
    case Op::ReadFact:
    case Op::ReadSignal:
    case Op::Cell:
    case Op::Band:
    case Op::Add:
    case Op::Sub:
    case Op::Mul:
    case Op::Neg:
    case Op::Any:
    case Op::All:
    case Op::Count:
    case Op::Sum:
    case Op::Least:
    case Op::Greatest:
      return true;
    case Op::Call:
    case Op::CallText:
    case Op::CallAddress:
      return abi::kHelperInfos[expr.immediates[0]].faults;
    case Op::Bool:
    case Op::Int:
    case Op::Text:
    case Op::Money:
    case Op::Decimal:
    case Op::Ip:
    case Op::Cidr:
    case Op::Sequence:
    case Op::Record:
    case Op::None:
    case Op::Frame:
    case Op::Object:
    case Op::Row:
    case Op::Load:
    case Op::Var:
    case Op::Let:
    case Op::Lookup:
    case Op::And:
    case Op::Or:
    case Op::Not:
    case Op::If:
    case Op::Present:
    case Op::Unwrap:
    case Op::Some:
    case Op::Coalesce:
    case Op::Eq:
    case Op::Ne:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
    case Op::SameBool:
    case Op::OneOf:
    case Op::Min:
    case Op::Max:
    case Op::BitsHas:
    case Op::BitsSubset:
    case Op::BitsUnion:
    case Op::BitOf:
    case Op::BitsCount:
    case Op::SequenceCount:
    case Op::ElementAt:
    case Op::MakeList:
    case Op::MakeSet:
      return false;
  }
  return true;
}

}  // namespace

bool CanBeDropped(const core::Program& program, core::ExprId id) {
  const Expr& expr = program.At(id);
  if (HasEffect(expr)) return false;
  for (const core::ExprId operand : expr.operands) {
    if (!CanBeDropped(program, operand)) return false;
  }
  return true;
}

bool SameTree(const core::Program& program, core::ExprId left_id, core::ExprId right_id) {
  const Expr& left = program.At(left_id);
  const Expr& right = program.At(right_id);
  if (left.op != right.op || left.type != right.type || left.immediates != right.immediates ||
      left.operands.size() != right.operands.size())
    return false;
  for (std::size_t i = 0; i < left.operands.size(); ++i) {
    if (!SameTree(program, left.operands[i], right.operands[i])) return false;
  }
  return true;
}

}  // namespace bpol::optimise
