// What comes from the frame, the scratch memory and the tables.
#include "compiler/emit/body.h"

namespace bpol::emit {

using core::Expr;
using core::Rep;
using values::Fault;

Value Body::Load(const Expr& expr) {
  llvm::Value* v_record = EmitBool(expr.operands[0]);
  Value value = LoadValue(expr.type.rep, v_record, static_cast<std::uint64_t>(expr.immediates[0]));
  if (expr.type.optional) value.present = TestBit(v_record, expr.immediates[1]);
  return value;
}

Value Body::ReadFact(const Expr& expr) {
  const auto [offset, presence, unavailable, fault_site] = expr.immediates;
  const std::uint32_t outer = site_;
  SetSite(static_cast<std::uint32_t>(fault_site));
  if (unavailable >= 0) FaultIf(TestBit(Frame(), unavailable), Fault::FactUnavailable);
  llvm::Value* v_present = presence >= 0 ? TestBit(Frame(), presence) : nullptr;
  // A fact that must be found, and was not.
  if (!expr.type.optional && v_present != nullptr) FaultIf(builder_.CreateNot(v_present), Fault::InputMissing);
  SetSite(outer);
  Value value = LoadValue(expr.type.rep, Frame(), static_cast<std::uint64_t>(offset));
  if (expr.type.optional) value.present = v_present;
  return value;
}

Value Body::ReadSignal(const Expr& expr) {
  const auto [offset, presence, unavailable, fault_site] = expr.immediates;
  const std::uint32_t outer = site_;
  SetSite(static_cast<std::uint32_t>(fault_site));
  if (unavailable >= 0) FaultIf(TestBit(Frame(), unavailable), Fault::SignalUnavailable);
  llvm::Value* v_present = presence >= 0 ? TestBit(Frame(), presence) : nullptr;
  // The host gives no value where a signal must have one: as good as unavailable.
  if (!expr.type.optional && v_present != nullptr) FaultIf(builder_.CreateNot(v_present), Fault::SignalUnavailable);
  SetSite(outer);
  Value value = LoadValue(expr.type.rep, Frame(), static_cast<std::uint64_t>(offset));
  if (expr.type.optional) value.present = v_present;
  return value;
}

void Body::EnsureCell(std::int64_t index) {
  const core::Cell& cell = program_.actions[action_].cells[static_cast<std::size_t>(index)];
  llvm::BasicBlock* b_compute = NewBlock("b_compute_cell");
  llvm::BasicBlock* b_computed = NewBlock("b_cell_computed");
  llvm::Value* v_state = LoadWord(Scratch(), cell.offset);
  builder_.CreateCondBr(builder_.CreateICmpEQ(v_state, Word(0)), b_compute, b_computed);
  builder_.SetInsertPoint(b_compute);
  llvm::Function* function = unit_.CellFunction(action_, static_cast<std::uint32_t>(index));
  ReturnIfFault(builder_.CreateCall(function, {function_->getArg(0), Output()}));
  builder_.CreateBr(b_computed);
  builder_.SetInsertPoint(b_computed);
}

Value Body::LoadCell(const core::Cell& cell) {
  const std::uint64_t at = cell.offset + (cell.type.optional ? 16 : 8);
  const bool by_address = cell.type.rep == Rep::Ip || cell.type.rep == Rep::Cidr || cell.type.rep == Rep::Record;
  Value value = by_address ? Value{.first = LoadPointer(Scratch(), at)} : LoadValue(cell.type.rep, Scratch(), at);
  if (cell.type.optional) value.present = builder_.CreateICmpNE(LoadWord(Scratch(), cell.offset + 8), Word(0));
  return value;
}

Value Body::Cell(const Expr& expr) {
  EnsureCell(expr.immediates[0]);
  return LoadCell(program_.actions[action_].cells[static_cast<std::size_t>(expr.immediates[0])]);
}

Value Body::Band(const Expr& expr) {
  EnsureCell(expr.immediates[0]);
  const core::Cell& cell = program_.actions[action_].cells[static_cast<std::size_t>(expr.immediates[0])];
  return {.first = LoadWord(Scratch(), cell.offset + 16)};
}

Value Body::Let(const Expr& expr) {
  variables_[expr.immediates[0]] = Emit(expr.operands[0]);
  const Value value = Emit(expr.operands[1]);
  variables_.erase(expr.immediates[0]);
  return value;
}

}  // namespace bpol::emit
