// Blocks of lines: events in order of declaration. A block is a function; its lines, where there are many, are chunks
// of it.
#include "compiler/emit/body.h"
#include "runtime/decision/decision.h"

namespace bpol::emit {

namespace {

// Code generators need more than linear time for a function: one of 10,000 rules did not compile in two minutes, and 64
// lines a function cost nothing measurable when they ran.
constexpr std::size_t kLinesInChunk = 64;

}  // namespace

void Body::BlocksBody(const core::BlocksFunction& function, const std::string& name) {
  StoreWord(Word(0), Output(), 8);
  for (const core::Block& block : function.blocks) {
    const std::string block_name = name + ".block" + std::to_string(block.block);
    llvm::Function* callee = unit_.AddFunction(block_name);
    Body(unit_, callee, action_, block.site).BlockBody(block, block_name);
    ReturnIfFault(builder_.CreateCall(callee, {function_->getArg(0), Output()}));
  }
  Return(0);
}

void Body::BlockBody(const core::Block& block, const std::string& name) {
  llvm::BasicBlock* b_end = NewBlock("b_block_end");
  if (block.guard.valid()) {
    llvm::Value* v_applies = EmitBool(block.guard);
    llvm::BasicBlock* b_applies = NewBlock("b_applies");
    builder_.CreateCondBr(v_applies, b_applies, b_end);
    builder_.SetInsertPoint(b_applies);
  }
  AppendEvent(builder_.getInt32(decision::Event::kBlock | block.block), builder_.getInt32(0));
  if (block.dispatch.exists()) {
    EmitDispatch(block, name, b_end);
  } else if (block.lines.size() <= kLinesInChunk) {
    for (const core::Line& line : block.lines) EmitLine(block, line, b_end);
  } else {
    EmitChunks(block, name, b_end);
  }
  builder_.CreateBr(b_end);
  builder_.SetInsertPoint(b_end);
  Return(0);
}

void Body::EmitChunks(const core::Block& block, const std::string& name, llvm::BasicBlock* b_end) {
  for (std::size_t begin = 0; begin < block.lines.size(); begin += kLinesInChunk) {
    llvm::Function* chunk = unit_.AddFunction(name + ".lines" + std::to_string(begin));
    const std::size_t end = std::min(begin + kLinesInChunk, block.lines.size());
    Body(unit_, chunk, action_, block.site).LinesBody(block, begin, end);
    FollowLines(block, builder_.CreateCall(chunk, {function_->getArg(0), Output()}), b_end);
  }
}

// What a function over lines gave: a fault, kStop, or 0.
void Body::FollowLines(const core::Block& block, llvm::Value* status, llvm::BasicBlock* b_end) {
  if (block.kind != schema::BlockKind::Rules) {
    llvm::BasicBlock* b_no_stop = NewBlock("b_no_stop");
    builder_.CreateCondBr(builder_.CreateICmpEQ(status, builder_.getInt32(kStop)), b_end, b_no_stop);
    builder_.SetInsertPoint(b_no_stop);
  }
  ReturnIfFault(status);
}

void Body::LinesBody(const core::Block& block, std::size_t begin, std::size_t end) {
  llvm::BasicBlock* b_stop = NewBlock("b_stop");
  for (std::size_t i = begin; i < end; ++i) EmitLine(block, block.lines[i], b_stop);
  builder_.CreateRet(builder_.getInt32(0));
  builder_.SetInsertPoint(b_stop);
  Return(kStop);
}

// Falls through where the line's `when` does not hold; where it does, the event is appended, and a block that asks only
// for its first line goes to `stop`.
void Body::EmitLine(const core::Block& block, const core::Line& line, llvm::BasicBlock* stop) {
  const bool is_pattern = line.line == core::kNone;
  SetSite(is_pattern ? kSiteOfRow : line.site);
  llvm::BasicBlock* b_after = nullptr;
  if (line.when.valid()) {
    llvm::Value* v_when = EmitBool(line.when);
    llvm::BasicBlock* b_holds = NewBlock("b_holds");
    b_after = NewBlock("b_after_line");
    builder_.CreateCondBr(v_when, b_holds, b_after);
    builder_.SetInsertPoint(b_holds);
  }
  llvm::Value* v_outcome = Requires(line);
  AppendEvent(is_pattern ? LineOfRow() : builder_.getInt32(line.line), v_outcome);
  if (block.kind != schema::BlockKind::Rules) {
    builder_.CreateBr(stop);
    // What follows a line without `when` is never reached, but still has to be a block.
    if (b_after == nullptr) b_after = NewBlock("b_unreached");
  } else if (b_after != nullptr) {
    builder_.CreateBr(b_after);
  }
  if (b_after != nullptr) builder_.SetInsertPoint(b_after);
}

// 0 where all hold, else the number, from 1, of the first that does not.
llvm::Value* Body::Requires(const core::Line& line) {
  if (line.requires_.empty()) return builder_.getInt32(0);
  llvm::BasicBlock* b_outcome = NewBlock("b_outcome");
  llvm::IRBuilder<> outcome_builder(b_outcome);
  llvm::PHINode* v_outcome = outcome_builder.CreatePHI(outcome_builder.getInt32Ty(), 2, "v_outcome");
  for (std::size_t i = 0; i < line.requires_.size(); ++i) {
    llvm::Value* v_holds = EmitBool(line.requires_[i]);
    llvm::BasicBlock* b_next = NewBlock("b_required");
    v_outcome->addIncoming(builder_.getInt32(static_cast<std::uint32_t>(i) + 1), builder_.GetInsertBlock());
    builder_.CreateCondBr(v_holds, b_next, b_outcome);
    builder_.SetInsertPoint(b_next);
  }
  v_outcome->addIncoming(builder_.getInt32(0), builder_.GetInsertBlock());
  builder_.CreateBr(b_outcome);
  builder_.SetInsertPoint(b_outcome);
  return v_outcome;
}

void Body::AppendEvent(llvm::Value* index, llvm::Value* outcome) {
  llvm::Value* v_events = LoadPointer(Output(), 0);
  llvm::Value* v_count = LoadWord(Output(), 8);
  llvm::Value* v_event = builder_.CreateInBoundsGEP(builder_.getInt64Ty(), v_events, v_count);
  llvm::Value* v_high = builder_.CreateShl(builder_.CreateZExt(outcome, builder_.getInt64Ty()), Word(32));
  llvm::Value* v_word = builder_.CreateOr(builder_.CreateZExt(index, builder_.getInt64Ty()), v_high);
  StoreWord(v_word, v_event, 0);
  StoreWord(builder_.CreateAdd(v_count, Word(1)), Output(), 8);
}

}  // namespace bpol::emit
