#include "compiler/emit/speculation.h"

#include <algorithm>

namespace bpol::emit {
namespace {

using core::Expr;
using core::Op;
using core::Rep;

// A record stands in place inside another, so its address is good even where it is absent; any other absent record has
// none.
bool MayBeNull(const core::Program& program, const Expr& unwrap) {
  return unwrap.type.rep == Rep::Record && program.At(unwrap.operands[0]).op != Op::Load;
}

int OwnCost(const core::Program& program, const Expr& expr) {
  switch (expr.op) {
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
    case Op::Var:
    case Op::Present:
    case Op::Some:
      return 0;
    case Op::Load:
      return expr.type.optional ? 3 : 1;
    case Op::Let:
    case Op::Not:
    case Op::And:
    case Op::Or:
    case Op::Eq:
    case Op::Ne:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
    case Op::SameBool:
    case Op::SequenceCount:
    case Op::BitsUnion:
    case Op::BitsCount:
      return 1;
    case Op::If:
    case Op::Coalesce:
    case Op::Min:
    case Op::Max:
    case Op::BitsHas:
    case Op::BitsSubset:
    case Op::BitOf:
      return 2;
    case Op::OneOf:
      return 2 * static_cast<int>(std::min<std::size_t>(expr.operands.size(), 64));
    case Op::Unwrap:
      return MayBeNull(program, expr) ? kNever : 0;
    case Op::ReadFact:
    case Op::ReadSignal:
    case Op::Cell:
    case Op::Band:
    case Op::Lookup:
    case Op::ElementAt:
    case Op::Add:
    case Op::Sub:
    case Op::Mul:
    case Op::Neg:
    case Op::MakeList:
    case Op::MakeSet:
    case Op::Any:
    case Op::All:
    case Op::Count:
    case Op::Sum:
    case Op::Least:
    case Op::Greatest:
    case Op::Call:
    case Op::CallText:
    case Op::CallAddress:
      return kNever;
  }
  return kNever;
}

}  // namespace

std::vector<int> SpeculationCosts(const core::Program& program) {
  std::vector<int> costs;
  costs.reserve(program.exprs.size());
  for (const Expr& expr : program.exprs) {
    int cost = OwnCost(program, expr);
    for (const core::ExprId operand : expr.operands) cost = std::min(kNever, cost + costs[operand.index]);
    costs.push_back(cost);
  }
  return costs;
}

}  // namespace bpol::emit
