// The functions that answer one question: obligations, conditions, checks.
#include "compiler/emit/body.h"
#include "runtime/abi/abi.h"

namespace bpol::emit {

namespace {

constexpr std::uint64_t kArgumentsAt = offsetof(abi::Output, arguments);
constexpr std::uint64_t kHoldsAt = offsetof(abi::Output, holds);

}  // namespace

void Body::ObligationBody(const core::ObligationFunction& function) {
  llvm::BasicBlock* b_end = NewBlock("b_end");
  if (function.when.valid()) {
    llvm::Value* v_when = EmitBool(function.when);
    StoreWord(builder_.CreateZExt(v_when, builder_.getInt64Ty()), Output(), kHoldsAt);
    llvm::BasicBlock* b_holds = NewBlock("b_holds");
    builder_.CreateCondBr(v_when, b_holds, b_end);
    builder_.SetInsertPoint(b_holds);
  } else {
    StoreWord(Word(1), Output(), kHoldsAt);
  }
  llvm::Value* v_arguments = function.arguments.empty() ? nullptr : LoadPointer(Output(), kArgumentsAt);
  for (std::size_t i = 0; i < function.arguments.size(); ++i)
    StoreArgument(function.arguments[i], At(v_arguments, i * sizeof(abi::Argument)));
  builder_.CreateBr(b_end);
  builder_.SetInsertPoint(b_end);
  Return(0);
}

void Body::StoreArgument(core::ExprId expr, llvm::Value* argument) {
  const core::Type type = program_.At(expr).type;
  const Value value = Emit(expr);
  llvm::Value* v_present = type.optional ? builder_.CreateZExt(value.present, builder_.getInt64Ty()) : Word(1);
  StoreWord(v_present, argument, offsetof(abi::Argument, present));
  if (!type.optional) return StoreValue(type.rep, value, argument, 0, Stored::InPlace);
  // An absent address must not be copied from.
  llvm::BasicBlock* b_present = NewBlock("b_present");
  llvm::BasicBlock* b_stored = NewBlock("b_stored");
  builder_.CreateCondBr(value.present, b_present, b_stored);
  builder_.SetInsertPoint(b_present);
  StoreValue(type.rep, value, argument, 0, Stored::InPlace);
  builder_.CreateBr(b_stored);
  builder_.SetInsertPoint(b_stored);
}

void Body::ConditionBody(const core::ConditionFunction& function) {
  llvm::Value* v_holds = EmitBool(function.condition);
  StoreWord(builder_.CreateZExt(v_holds, builder_.getInt64Ty()), Output(), kHoldsAt);
  Return(0);
}

void Body::CheckBody(const core::CheckFunction& function) {
  for (const core::ExprId reached : function.reached) Emit(reached);
  StoreWord(Word(1), Output(), kHoldsAt);
  Return(0);
}

}  // namespace bpol::emit
