// Constants: numbers are immediate, everything longer lies in the unit's constant memory.
#include "compiler/core/constants.h"

#include "compiler/emit/body.h"
#include "runtime/base/check.h"

namespace bpol::emit {

using core::Op;
using core::Rep;

Value Body::Constant(const core::Expr& expr) {
  if (expr.op == Op::Bool) return {.first = builder_.getInt1(expr.immediates[0] != 0)};
  if (expr.op == Op::Int) return {.first = Word(expr.immediates[0])};
  if (expr.op == Op::Money || expr.op == Op::Decimal)
    return {.first = Word(expr.immediates[0]), .second = Word(expr.immediates[1])};
  llvm::Value* v_address = At(Constants(), unit_.OffsetOf(expr.immediates[0]));
  if (expr.op == Op::Text) {
    const auto constant = static_cast<std::uint32_t>(expr.immediates[0]);
    return {.first = v_address, .second = Word(core::SizeOfText(program_, constant))};
  }
  if (expr.op == Op::Sequence) return {.first = v_address, .second = Word(expr.immediates[1])};
  return {.first = v_address};
}

Value Body::None(Rep rep) {
  Value value{.present = builder_.getFalse()};
  switch (rep) {
    case Rep::Bool:
      value.first = builder_.getFalse();
      break;
    case Rep::Int:
    case Rep::Money:
    case Rep::Decimal:
      value.first = Word(0);
      break;
    case Rep::Text:
    case Rep::Sequence:
    case Rep::Ip:
    case Rep::Cidr:
    case Rep::Record:
      value.first = llvm::ConstantPointerNull::get(builder_.getPtrTy());
      break;
  }
  if (HasSecond(rep)) value.second = Word(0);
  return value;
}

Value Body::WithPresence(core::Type type, Value value) {
  if (type.optional && value.present == nullptr) value.present = builder_.getTrue();
  return value;
}

}  // namespace bpol::emit
