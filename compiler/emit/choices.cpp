// `and`, `or`, `if`, `??`: branches where a side may fault or is dear, plain selects where it is cheap.
#include "compiler/emit/body.h"

namespace bpol::emit {

using core::Expr;
using core::ExprId;
using core::Op;

Value Body::Select(core::Type type, llvm::Value* condition, const Value& left, const Value& right) {
  Value value{.first = builder_.CreateSelect(condition, left.first, right.first)};
  if (HasSecond(type.rep)) value.second = builder_.CreateSelect(condition, left.second, right.second);
  if (type.optional) value.present = builder_.CreateSelect(condition, left.present, right.present);
  return value;
}

Value Body::Join(core::Type type, const Value& left, llvm::BasicBlock* left_end, const Value& right,
                 llvm::BasicBlock* right_end) {
  const auto join = [&](llvm::Value* from_left, llvm::Value* from_right) {
    llvm::PHINode* phi = builder_.CreatePHI(from_left->getType(), 2);
    phi->addIncoming(from_left, left_end);
    phi->addIncoming(from_right, right_end);
    return phi;
  };
  Value value{.first = join(left.first, right.first)};
  if (HasSecond(type.rep)) value.second = join(left.second, right.second);
  if (type.optional) value.present = join(left.present, right.present);
  return value;
}

Value Body::AndOr(const Expr& expr) {
  const bool is_and = expr.op == Op::And;
  llvm::Value* v_left = EmitBool(expr.operands[0]);
  if (unit_.Speculatable(expr.operands[1])) {
    llvm::Value* v_right = EmitBool(expr.operands[1]);
    return {.first = is_and ? builder_.CreateAnd(v_left, v_right) : builder_.CreateOr(v_left, v_right)};
  }
  llvm::BasicBlock* b_left_end = builder_.GetInsertBlock();
  llvm::BasicBlock* b_right = NewBlock(is_and ? "b_and" : "b_or");
  llvm::BasicBlock* b_join = NewBlock("b_decided");
  builder_.CreateCondBr(v_left, is_and ? b_right : b_join, is_and ? b_join : b_right);
  builder_.SetInsertPoint(b_right);
  llvm::Value* v_right = EmitBool(expr.operands[1]);
  llvm::BasicBlock* b_right_end = builder_.GetInsertBlock();
  builder_.CreateBr(b_join);
  builder_.SetInsertPoint(b_join);
  return Join(expr.type, {.first = builder_.getInt1(!is_and)}, b_left_end, {.first = v_right}, b_right_end);
}

Value Body::If(const Expr& expr) {
  llvm::Value* v_condition = EmitBool(expr.operands[0]);
  if (unit_.Speculatable(expr.operands[1]) && unit_.Speculatable(expr.operands[2])) {
    const Value then = Emit(expr.operands[1]);
    return Select(expr.type, v_condition, then, Emit(expr.operands[2]));
  }
  llvm::BasicBlock* b_then = NewBlock("b_then");
  llvm::BasicBlock* b_else = NewBlock("b_else");
  llvm::BasicBlock* b_join = NewBlock("b_chosen");
  builder_.CreateCondBr(v_condition, b_then, b_else);
  builder_.SetInsertPoint(b_then);
  const Value then = Emit(expr.operands[1]);
  llvm::BasicBlock* b_then_end = builder_.GetInsertBlock();
  builder_.CreateBr(b_join);
  builder_.SetInsertPoint(b_else);
  const Value otherwise = Emit(expr.operands[2]);
  llvm::BasicBlock* b_else_end = builder_.GetInsertBlock();
  builder_.CreateBr(b_join);
  builder_.SetInsertPoint(b_join);
  return Join(expr.type, then, b_then_end, otherwise, b_else_end);
}

Value Body::Coalesce(const Expr& expr) {
  const Value optional = Emit(expr.operands[0]);
  Value there{.first = optional.first, .second = optional.second};
  there = WithPresence(expr.type, there);
  if (unit_.Speculatable(expr.operands[1])) return Select(expr.type, optional.present, there, Emit(expr.operands[1]));
  llvm::BasicBlock* b_there_end = builder_.GetInsertBlock();
  llvm::BasicBlock* b_fallback = NewBlock("b_fallback");
  llvm::BasicBlock* b_join = NewBlock("b_chosen");
  builder_.CreateCondBr(optional.present, b_join, b_fallback);
  builder_.SetInsertPoint(b_fallback);
  const Value fallback = Emit(expr.operands[1]);
  llvm::BasicBlock* b_fallback_end = builder_.GetInsertBlock();
  builder_.CreateBr(b_join);
  builder_.SetInsertPoint(b_join);
  return Join(expr.type, there, b_there_end, fallback, b_fallback_end);
}

}  // namespace bpol::emit
