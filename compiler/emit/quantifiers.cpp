// any, all, count, sum, least, greatest: loops over a sequence, or over the bits of a set.
#include <llvm/IR/Intrinsics.h>

#include "compiler/emit/body.h"
#include "runtime/base/check.h"

namespace bpol::emit {

using abi::Helper;
using core::Expr;
using core::Op;
using core::Rep;

// One visit: the budget of the decision goes down, below zero it is cost.exceeded.
void Body::CountVisit() {
  llvm::Value* v_left = builder_.CreateSub(LoadWord(VisitsLeft(), 0), Word(1));
  StoreWord(v_left, VisitsLeft(), 0);
  FaultIf(builder_.CreateICmpSLT(v_left, Word(0)), values::Fault::CostExceeded);
}

Value Body::LoadElement(Rep rep, std::int64_t stride, llvm::Value* elements, llvm::Value* index) {
  llvm::Value* v_offset = builder_.CreateMul(index, Word(stride));
  return LoadValue(rep, builder_.CreateInBoundsGEP(builder_.getInt8Ty(), elements, v_offset), 0);
}

Body::Loop Body::BeginLoop(const Expr& expr) {
  const bool bits = expr.immediates[2] == 0;
  const Value source = Emit(expr.operands[0]);
  Loop loop{};
  loop.preheader = builder_.GetInsertBlock();
  loop.header = NewBlock("b_loop");
  loop.next = NewBlock("b_next");
  loop.exit = NewBlock("b_loop_end");
  llvm::BasicBlock* b_visit = NewBlock("b_visit");
  builder_.CreateBr(loop.header);
  builder_.SetInsertPoint(loop.header);
  loop.position = builder_.CreatePHI(builder_.getInt64Ty(), 2, "v_position");
  loop.position->addIncoming(bits ? source.first : Word(0), loop.preheader);
  llvm::Value* v_more =
      bits ? builder_.CreateICmpNE(loop.position, Word(0)) : builder_.CreateICmpULT(loop.position, source.second);
  builder_.CreateCondBr(v_more, b_visit, loop.exit);
  builder_.SetInsertPoint(b_visit);
  CountVisit();
  if (bits) {
    llvm::Value* v_member = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, loop.position, builder_.getTrue());
    variables_[expr.immediates[0]] = {.first = v_member};
    loop.position_next = builder_.CreateAnd(loop.position, builder_.CreateSub(loop.position, Word(1)));
  } else {
    variables_[expr.immediates[0]] =
        LoadElement(static_cast<Rep>(expr.immediates[1]), expr.immediates[2], source.first, loop.position);
    loop.position_next = builder_.CreateAdd(loop.position, Word(1));
  }
  EmitWhere(program_.At(expr.operands[1]), expr.operands[1], loop);
  return loop;
}

void Body::EmitWhere(const Expr& where, core::ExprId id, Loop& loop) {
  if (where.op == Op::Bool && where.immediates[0] != 0) return;
  llvm::Value* v_where = EmitBool(id);
  llvm::BasicBlock* b_selected = NewBlock("b_selected");
  loop.where_failed = builder_.GetInsertBlock();
  builder_.CreateCondBr(v_where, b_selected, loop.next);
  builder_.SetInsertPoint(b_selected);
}

// The insertion point is in `next`, behind its phis.
void Body::EndLoop(const Expr& expr, const Loop& loop) {
  loop.position->addIncoming(loop.position_next, loop.next);
  builder_.CreateBr(loop.header);
  builder_.SetInsertPoint(loop.exit);
  variables_.erase(expr.immediates[0]);
}

Value Body::Quantifier(const Expr& expr) {
  return expr.op == Op::Any || expr.op == Op::All ? AnyAll(expr) : Fold(expr);
}

Value Body::AnyAll(const Expr& expr) {
  const bool is_any = expr.op == Op::Any;
  const Loop loop = BeginLoop(expr);
  llvm::Value* v_holds = EmitBool(expr.operands[2]);
  llvm::BasicBlock* b_body_end = builder_.GetInsertBlock();
  builder_.CreateCondBr(v_holds, is_any ? loop.exit : loop.next, is_any ? loop.next : loop.exit);
  builder_.SetInsertPoint(loop.next);
  EndLoop(expr, loop);
  return Join(expr.type, {.first = builder_.getInt1(!is_any)}, loop.header, {.first = builder_.getInt1(is_any)},
              b_body_end);
}

Value Body::HeaderPhis(core::Type type, const Loop& loop, const Value& start) {
  llvm::IRBuilder<> header(loop.header, loop.header->begin());
  const auto phi = [&](llvm::Value* first) -> llvm::Value* {
    if (first == nullptr) return nullptr;
    llvm::PHINode* node = header.CreatePHI(first->getType(), 2, "v_so_far");
    node->addIncoming(first, loop.preheader);
    return node;
  };
  Value phis{.first = phi(start.first)};
  phis.second = phi(start.second);
  phis.present = type.optional ? phi(start.present) : nullptr;
  return phis;
}

Value Body::Fold(const Expr& expr) {
  const Loop loop = BeginLoop(expr);
  Value start = expr.type.optional ? None(expr.type.rep) : Value{.first = Word(0)};
  if (!expr.type.optional && HasSecond(expr.type.rep)) start.second = Word(0);  // a Decimal of two zeros is 0
  const Value so_far = HeaderPhis(expr.type, loop, start);
  const Value one{.first = Word(1)};
  Value next = Accumulate(expr, so_far, expr.op == Op::Count ? one : Emit(expr.operands[2]));
  llvm::BasicBlock* b_body_end = builder_.GetInsertBlock();
  builder_.CreateBr(loop.next);
  builder_.SetInsertPoint(loop.next);
  if (loop.where_failed != nullptr) next = Join(expr.type, so_far, loop.where_failed, next, b_body_end);
  const auto close = [&](llvm::Value* phi, llvm::Value* value) {
    if (phi != nullptr) llvm::cast<llvm::PHINode>(phi)->addIncoming(value, loop.next);
  };
  close(so_far.first, next.first);
  close(so_far.second, next.second);
  close(so_far.present, next.present);
  EndLoop(expr, loop);
  return so_far;
}

Value Body::Accumulate(const Expr& expr, const Value& so_far, const Value& more) {
  if (expr.type.rep == Rep::Money) return AccumulateMoney(expr, so_far, more);
  if (expr.type.rep == Rep::Decimal) return AccumulateDecimal(expr, so_far, more);
  if (expr.op == Op::Count) return {.first = builder_.CreateAdd(so_far.first, more.first)};
  if (expr.op == Op::Sum) {
    llvm::Value* v_pair = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::sadd_with_overflow, so_far.first, more.first);
    FaultIf(builder_.CreateExtractValue(v_pair, 1), values::Fault::ArithmeticOverflow);
    return {.first = builder_.CreateExtractValue(v_pair, 0)};
  }
  const auto intrinsic = expr.op == Op::Least ? llvm::Intrinsic::smin : llvm::Intrinsic::smax;
  llvm::Value* v_better = builder_.CreateBinaryIntrinsic(intrinsic, so_far.first, more.first);
  return {.first = builder_.CreateSelect(so_far.present, v_better, more.first), .present = builder_.getTrue()};
}

// What an absent one is compared as does not matter. The earlier of two equal ones stays.
Value Body::AccumulateDecimal(const Expr& expr, const Value& so_far, const Value& more) {
  if (expr.op == Op::Sum) return CallHelper(Helper::DecimalAdd, {so_far, more});
  const Value best{.first = so_far.first, .second = so_far.second};
  llvm::Value* v_order = CallHelper(Helper::DecimalCompare, {more, best}).first;
  llvm::Value* v_better =
      expr.op == Op::Least ? builder_.CreateICmpSLT(v_order, Word(0)) : builder_.CreateICmpSGT(v_order, Word(0));
  Value value = Select({Rep::Decimal}, builder_.CreateOr(v_better, builder_.CreateNot(so_far.present)), more, best);
  value.present = builder_.getTrue();
  return value;
}

// The first amount is taken as it is; from the second on, currencies must agree.
Value Body::AccumulateMoney(const Expr& expr, const Value& so_far, const Value& more) {
  llvm::BasicBlock* b_first_end = builder_.GetInsertBlock();
  llvm::BasicBlock* b_combine = NewBlock("b_combine");
  llvm::BasicBlock* b_join = NewBlock("b_combined");
  builder_.CreateCondBr(so_far.present, b_combine, b_join);
  builder_.SetInsertPoint(b_combine);
  Value combined;
  if (expr.op == Op::Sum) {
    combined = CallHelper(Helper::MoneyAdd, {so_far, more});
  } else {
    // The earlier of two equal ones stays.
    llvm::Value* v_order = CallHelper(Helper::MoneyCompare, {more, so_far}).first;
    llvm::Value* v_better =
        expr.op == Op::Least ? builder_.CreateICmpSLT(v_order, Word(0)) : builder_.CreateICmpSGT(v_order, Word(0));
    combined = Select({Rep::Money}, v_better, more, so_far);
  }
  llvm::BasicBlock* b_combine_end = builder_.GetInsertBlock();
  builder_.CreateBr(b_join);
  builder_.SetInsertPoint(b_join);
  Value value = Join({Rep::Money}, more, b_first_end, combined, b_combine_end);
  value.present = builder_.getTrue();
  return value;
}

}  // namespace bpol::emit
