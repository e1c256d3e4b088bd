// Comparisons, checked arithmetic and sets of bits.
#include <llvm/IR/Intrinsics.h>

#include "compiler/emit/body.h"
#include "runtime/base/check.h"

namespace bpol::emit {

using core::Expr;
using core::Op;

namespace {

llvm::CmpInst::Predicate PredicateOf(Op op) {
  switch (op) {
    case Op::Eq:
    case Op::SameBool:
      return llvm::CmpInst::ICMP_EQ;
    case Op::Ne:
      return llvm::CmpInst::ICMP_NE;
    case Op::Lt:
      return llvm::CmpInst::ICMP_SLT;
    case Op::Le:
      return llvm::CmpInst::ICMP_SLE;
    case Op::Gt:
      return llvm::CmpInst::ICMP_SGT;
    case Op::Ge:
      return llvm::CmpInst::ICMP_SGE;
    default:
      BPOL_CHECK(false, "only comparisons have a predicate");
  }
}

llvm::Intrinsic::ID CheckedIntrinsicOf(Op op) {
  if (op == Op::Add) return llvm::Intrinsic::sadd_with_overflow;
  if (op == Op::Mul) return llvm::Intrinsic::smul_with_overflow;
  return llvm::Intrinsic::ssub_with_overflow;
}

}  // namespace

Value Body::Compare(const Expr& expr) {
  llvm::Value* v_left = EmitBool(expr.operands[0]);
  llvm::Value* v_right = EmitBool(expr.operands[1]);
  return {.first = builder_.CreateICmp(PredicateOf(expr.op), v_left, v_right)};
}

Value Body::OneOf(const Expr& expr) {
  llvm::Value* v_wanted = EmitBool(expr.operands[0]);
  llvm::Value* v_any = builder_.getFalse();
  for (std::size_t i = 1; i < expr.operands.size(); ++i) {
    llvm::Value* v_member = Word(program_.At(expr.operands[i]).immediates[0]);
    v_any = builder_.CreateOr(v_any, builder_.CreateICmpEQ(v_wanted, v_member));
  }
  return {.first = v_any};
}

Value Body::Arithmetic(const Expr& expr) {
  llvm::Value* v_left = EmitBool(expr.operands[0]);
  if (expr.op == Op::Min || expr.op == Op::Max) {
    const auto intrinsic = expr.op == Op::Min ? llvm::Intrinsic::smin : llvm::Intrinsic::smax;
    return {.first = builder_.CreateBinaryIntrinsic(intrinsic, v_left, EmitBool(expr.operands[1]))};
  }
  llvm::Value* v_right = expr.op == Op::Neg ? v_left : EmitBool(expr.operands[1]);
  if (expr.op == Op::Neg) v_left = Word(0);
  llvm::Value* v_pair = builder_.CreateBinaryIntrinsic(CheckedIntrinsicOf(expr.op), v_left, v_right);
  FaultIf(builder_.CreateExtractValue(v_pair, 1), values::Fault::ArithmeticOverflow);
  return {.first = builder_.CreateExtractValue(v_pair, 0)};
}

Value Body::Bits(const Expr& expr) {
  llvm::Value* v_left = EmitBool(expr.operands[0]);
  if (expr.op == Op::BitsCount) return {.first = builder_.CreateUnaryIntrinsic(llvm::Intrinsic::ctpop, v_left)};
  // A member is below 64: an enum has no more.
  if (expr.op == Op::BitOf) return {.first = builder_.CreateShl(Word(1), builder_.CreateAnd(v_left, Word(63)))};
  llvm::Value* v_right = EmitBool(expr.operands[1]);
  if (expr.op == Op::BitsUnion) return {.first = builder_.CreateOr(v_left, v_right)};
  if (expr.op == Op::BitsSubset) {
    llvm::Value* v_outside = builder_.CreateAnd(v_left, builder_.CreateNot(v_right));
    return {.first = builder_.CreateICmpEQ(v_outside, Word(0))};
  }
  llvm::Value* v_shifted = builder_.CreateLShr(v_left, builder_.CreateAnd(v_right, Word(63)));
  return {.first = builder_.CreateTrunc(v_shifted, builder_.getInt1Ty())};
}

}  // namespace bpol::emit
