#include "compiler/emit/body.h"

#include <llvm/IR/MDBuilder.h>

#include "runtime/base/check.h"

namespace bpol::emit {

using core::Expr;
using core::Op;
using core::Rep;

Body::Body(UnitModule& unit, llvm::Function* function, std::uint32_t action, std::uint32_t site)
    : unit_(unit),
      program_(unit.program()),
      function_(function),
      action_(action),
      site_(site),
      entry_builder_(llvm::BasicBlock::Create(function->getContext(), "b_entry", function)),
      builder_(llvm::BasicBlock::Create(function->getContext(), "b_body", function)),
      body_begin_(builder_.GetInsertBlock()) {}

// The table of contents: one function an operation or a family.
Value Body::Emit(core::ExprId id) {
  const Expr& expr = program_.At(id);
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
      return Constant(expr);
    case Op::None:
      return None(expr.type.rep);
    case Op::Frame:
      return {.first = Frame()};
    case Op::Object:
      return {.first = Object()};
    case Op::Row:
      return {.first = Row()};
    case Op::Load:
      return Load(expr);
    case Op::ReadFact:
      return ReadFact(expr);
    case Op::ReadSignal:
      return ReadSignal(expr);
    case Op::Cell:
      return Cell(expr);
    case Op::Band:
      return Band(expr);
    case Op::Var:
      return variables_.at(expr.immediates[0]);
    case Op::Let:
      return Let(expr);
    case Op::Lookup:
      return Lookup(expr);
    case Op::And:
    case Op::Or:
      return AndOr(expr);
    case Op::Not:
      return {.first = builder_.CreateNot(EmitBool(expr.operands[0]))};
    case Op::If:
      return If(expr);
    case Op::Present:
      return {.first = Emit(expr.operands[0]).present};
    case Op::Unwrap: {
      const Value value = Emit(expr.operands[0]);
      return {.first = value.first, .second = value.second};
    }
    case Op::Some:
      return WithPresence(expr.type, Emit(expr.operands[0]));
    case Op::Coalesce:
      return Coalesce(expr);
    case Op::Eq:
    case Op::Ne:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
    case Op::SameBool:
      return Compare(expr);
    case Op::OneOf:
      return OneOf(expr);
    case Op::Add:
    case Op::Sub:
    case Op::Mul:
    case Op::Neg:
    case Op::Min:
    case Op::Max:
      return Arithmetic(expr);
    case Op::BitsHas:
    case Op::BitsSubset:
    case Op::BitsUnion:
    case Op::BitOf:
    case Op::BitsCount:
      return Bits(expr);
    case Op::SequenceCount:
      return {.first = Emit(expr.operands[0]).second};
    case Op::ElementAt:
      return ElementAt(expr);
    case Op::MakeList:
    case Op::MakeSet:
      return Make(expr);
    case Op::Any:
    case Op::All:
    case Op::Count:
    case Op::Sum:
    case Op::Least:
    case Op::Greatest:
      return Quantifier(expr);
    case Op::Call:
      return Call(expr);
    case Op::CallText:
      return CallText(expr);
    case Op::CallAddress:
      return CallAddress(expr);
  }
  BPOL_CHECK(false, "every operation has code");
}

llvm::BasicBlock* Body::NewBlock(const char* name) {
  return llvm::BasicBlock::Create(function_->getContext(), name, function_);
}

// One block a site: it writes the site and returns the fault that led to it.
llvm::PHINode* Body::FaultHere() {
  llvm::PHINode*& fault = fault_blocks_[site_];
  if (fault == nullptr) {
    llvm::IRBuilder<> fault_builder(NewBlock("b_fault"));
    fault = fault_builder.CreatePHI(fault_builder.getInt32Ty(), 2, "v_fault");
    llvm::Value* v_site = fault_builder.getInt64(site_);
    if (site_ == kSiteOfRow) v_site = SiteOfRow(fault_builder);
    fault_builder.CreateStore(v_site,
                              fault_builder.CreateConstInBoundsGEP1_64(fault_builder.getInt8Ty(), Output(), 32));
    fault_builder.CreateRet(fault);
  }
  return fault;
}

void Body::LeaveIf(llvm::Value* condition, llvm::PHINode* to, llvm::Value* status) {
  llvm::BasicBlock* b_go_on = NewBlock("b_go_on");
  to->addIncoming(status, builder_.GetInsertBlock());
  llvm::MDNode* unlikely = llvm::MDBuilder(function_->getContext()).createUnlikelyBranchWeights();
  builder_.CreateCondBr(condition, to->getParent(), b_go_on, unlikely);
  builder_.SetInsertPoint(b_go_on);
}

void Body::FaultIf(llvm::Value* condition, values::Fault fault) {
  LeaveIf(condition, FaultHere(), builder_.getInt32(static_cast<std::uint32_t>(fault)));
}

void Body::FaultIfHelper(llvm::Value* status) {
  LeaveIf(builder_.CreateICmpNE(status, builder_.getInt32(0)), FaultHere(), status);
}

void Body::ReturnIfFault(llvm::Value* status) {
  if (propagated_ == nullptr) {
    llvm::IRBuilder<> return_builder(NewBlock("b_propagate"));
    propagated_ = return_builder.CreatePHI(return_builder.getInt32Ty(), 2, "v_fault");
    return_builder.CreateRet(propagated_);
  }
  LeaveIf(builder_.CreateICmpNE(status, builder_.getInt32(0)), propagated_, status);
}

void Body::Return(std::uint32_t status) {
  builder_.CreateRet(builder_.getInt32(status));
  entry_builder_.CreateBr(body_begin_);
}

}  // namespace bpol::emit
