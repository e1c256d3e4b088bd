// The functions that compute cells: the value first, the state that says so last.
#include <llvm/IR/Intrinsics.h>

#include "compiler/emit/body.h"

namespace bpol::emit {

void Body::CellBody(const core::Cell& cell) {
  if (const auto* let = std::get_if<core::LetCell>(&cell.kind)) LetBody(cell, *let);
  if (const auto* consent = std::get_if<core::ConsentCell>(&cell.kind)) ConsentBody(cell, *consent);
  if (const auto* score = std::get_if<core::ScoreCell>(&cell.kind)) ScoreBody(cell, *score);
  StoreWord(Word(1), Scratch(), cell.offset);
  Return(0);
}

void Body::LetBody(const core::Cell& cell, const core::LetCell& let) {
  const Value value = Emit(let.value);
  const std::uint64_t at = cell.offset + (cell.type.optional ? 16 : 8);
  if (cell.type.optional)
    StoreWord(builder_.CreateZExt(value.present, builder_.getInt64Ty()), Scratch(), cell.offset + 8);
  StoreValue(cell.type.rep, value, Scratch(), at, Stored::ByAddress);
}

void Body::ConsentBody(const core::Cell& cell, const core::ConsentCell& consent) {
  llvm::BasicBlock* b_verdict = NewBlock("b_verdict");
  llvm::PHINode* v_verdict = nullptr;
  {
    llvm::IRBuilder<> verdict_builder(b_verdict);
    v_verdict = verdict_builder.CreatePHI(verdict_builder.getInt64Ty(), 2, "v_verdict");
  }
  const auto ends_if = [&](llvm::Value* condition, std::int64_t verdict) {
    llvm::BasicBlock* b_next = NewBlock("b_next_line");
    v_verdict->addIncoming(Word(verdict), builder_.GetInsertBlock());
    builder_.CreateCondBr(condition, b_verdict, b_next);
    builder_.SetInsertPoint(b_next);
  };
  if (consent.fact_present.valid()) ends_if(builder_.CreateNot(EmitBool(consent.fact_present)), 1);
  for (std::size_t i = 0; i < consent.lines.size(); ++i)
    ends_if(EmitBool(consent.lines[i]), static_cast<std::int64_t>(i) + 2);
  v_verdict->addIncoming(Word(0), builder_.GetInsertBlock());
  builder_.CreateBr(b_verdict);
  builder_.SetInsertPoint(b_verdict);
  StoreWord(v_verdict, Scratch(), cell.offset + 8);
}

void Body::ScoreBody(const core::Cell& cell, const core::ScoreCell& score) {
  llvm::Value* v_sum = Word(0);
  for (std::size_t i = 0; i < score.factors.size(); ++i) {
    llvm::Value* v_points = EmitBool(score.factors[i]);
    StoreWord(v_points, Scratch(), cell.offset + 24 + 8 * i);
    llvm::Value* v_pair = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::sadd_with_overflow, v_sum, v_points);
    FaultIf(builder_.CreateExtractValue(v_pair, 1), values::Fault::ArithmeticOverflow);
    v_sum = builder_.CreateExtractValue(v_pair, 0);
  }
  v_sum = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::smax, v_sum, Word(score.minimum));
  v_sum = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::smin, v_sum, Word(score.maximum));
  // Bounds rise, so the band is the number of bounds that the sum has reached.
  llvm::Value* v_band = Word(0);
  for (const std::int64_t bound : score.bands) {
    llvm::Value* v_reached = builder_.CreateICmpSGE(v_sum, Word(bound));
    v_band = builder_.CreateAdd(v_band, builder_.CreateZExt(v_reached, builder_.getInt64Ty()));
  }
  StoreWord(v_sum, Scratch(), cell.offset + 8);
  StoreWord(v_band, Scratch(), cell.offset + 16);
}

}  // namespace bpol::emit
