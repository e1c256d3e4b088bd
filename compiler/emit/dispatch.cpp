// The index over the lines of a block: walks the lists that a request leads to, all together in the order of the block,
// and asks each row's shape.
#include <llvm/IR/Intrinsics.h>

#include "compiler/core/rows.h"
#include "compiler/emit/body.h"

namespace bpol::emit {

namespace {

constexpr std::size_t kShapesInFunction = 64;  // as lines in a chunk, and for the same reason
constexpr std::uint64_t kLineAt = 8, kSiteAt = 12;

}  // namespace

llvm::Value* Body::LineOfRow() {
  return builder_.CreateAlignedLoad(builder_.getInt32Ty(), At(Row(), kLineAt), llvm::Align(4));
}

llvm::Value* Body::SiteOfRow(llvm::IRBuilder<>& builder) {
  llvm::Value* v_at = builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), Row(), kSiteAt);
  return builder.CreateZExt(builder.CreateAlignedLoad(builder.getInt32Ty(), v_at, llvm::Align(4)),
                            builder.getInt64Ty());
}

void Body::EmitDispatch(const core::Block& block, const std::string& name, llvm::BasicBlock* b_end) {
  const core::Dispatch& dispatch = block.dispatch;
  std::vector<llvm::Function*> functions;
  for (std::size_t first = 0; first < dispatch.shapes.size(); first += kShapesInFunction) {
    functions.push_back(unit_.AddRowFunction(name + ".shapes" + std::to_string(first)));
    const std::size_t end = std::min(first + kShapesInFunction, dispatch.shapes.size());
    Body(unit_, functions.back(), action_, block.site).ShapesBody(block, first, end);
  }
  llvm::Value* v_rows = At(Constants(), unit_.OffsetOf(dispatch.rows));
  std::vector<llvm::Value*> begins;
  for (const core::ExprId list : dispatch.lists)
    begins.push_back(builder_.CreateInBoundsGEP(builder_.getInt8Ty(), v_rows, Emit(list).first));
  llvm::BasicBlock* b_before = builder_.GetInsertBlock();
  llvm::BasicBlock* b_next = NewBlock("b_next_row");
  llvm::BasicBlock* b_row = NewBlock("b_row");
  builder_.CreateBr(b_next);

  // The row that stands first in the block, of those that the lists have come to.
  builder_.SetInsertPoint(b_next);
  std::vector<llvm::PHINode*> cursors;
  for (llvm::Value* v_begin : begins) {
    cursors.push_back(builder_.CreatePHI(builder_.getPtrTy(), 2, "v_cursor"));
    cursors.back()->addIncoming(v_begin, b_before);
  }
  std::vector<llvm::Value*> places;
  for (llvm::PHINode* v_cursor : cursors)
    places.push_back(builder_.CreateAlignedLoad(builder_.getInt32Ty(), v_cursor, llvm::Align(8)));
  llvm::Value* v_row = cursors[0];
  llvm::Value* v_place = places[0];
  for (std::size_t i = 1; i < cursors.size(); ++i) {
    v_row = builder_.CreateSelect(builder_.CreateICmpULT(places[i], v_place), cursors[i], v_row);
    v_place = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::umin, v_place, places[i]);
  }
  builder_.CreateCondBr(builder_.CreateICmpEQ(v_place, builder_.getInt32(core::kNoPlace)), b_end, b_row);

  builder_.SetInsertPoint(b_row);
  llvm::Value* v_head = LoadWord(v_row, 0);
  llvm::Value* v_words = builder_.CreateAnd(builder_.CreateLShr(v_head, core::kWordsAt), Word(core::kMostRowWords - 1));
  llvm::Value* v_behind = builder_.CreateInBoundsGEP(builder_.getInt64Ty(), v_row, v_words);
  // Behind the last row of a list stands the empty list.
  llvm::Value* v_after = builder_.CreateSelect(builder_.CreateICmpSLT(v_head, Word(0)), v_rows, v_behind);
  std::vector<llvm::Value*> after;
  for (std::size_t i = 0; i < cursors.size(); ++i)
    after.push_back(builder_.CreateSelect(builder_.CreateICmpEQ(places[i], v_place), v_after, cursors[i]));
  AskRow(block, functions, v_row, v_head, b_end);
  for (std::size_t i = 0; i < cursors.size(); ++i) cursors[i]->addIncoming(after[i], builder_.GetInsertBlock());
  builder_.CreateBr(b_next);

  // The caller goes on where no row was left.
  builder_.SetInsertPoint(NewBlock("b_unreached"));
}

// Calls the function of the row's shape.
void Body::AskRow(const core::Block& block, const std::vector<llvm::Function*>& functions, llvm::Value* row,
                  llvm::Value* head, llvm::BasicBlock* b_end) {
  const std::vector<llvm::Value*> arguments = {function_->getArg(0), Output(), row};
  if (functions.size() == 1) return FollowLines(block, builder_.CreateCall(functions[0], arguments), b_end);
  llvm::Value* v_shape = builder_.CreateAnd(builder_.CreateLShr(head, core::kShapeAt), Word(core::kMostShapes - 1));
  llvm::Value* v_function = builder_.CreateUDiv(v_shape, Word(kShapesInFunction));
  llvm::BasicBlock* b_unknown = NewBlock("b_unknown");
  llvm::BasicBlock* b_asked = NewBlock("b_asked");
  llvm::SwitchInst* v_switch = builder_.CreateSwitch(v_function, b_unknown, static_cast<unsigned>(functions.size()));
  llvm::IRBuilder<> asked_builder(b_asked);
  llvm::PHINode* v_status = asked_builder.CreatePHI(builder_.getInt32Ty(), static_cast<unsigned>(functions.size()));
  for (std::size_t i = 0; i < functions.size(); ++i) {
    llvm::BasicBlock* b_call = NewBlock("b_call");
    v_switch->addCase(builder_.getInt64(i), b_call);
    builder_.SetInsertPoint(b_call);
    v_status->addIncoming(builder_.CreateCall(functions[i], arguments), b_call);
    builder_.CreateBr(b_asked);
  }
  builder_.SetInsertPoint(b_unknown);
  builder_.CreateUnreachable();  // core::Verify has seen every row
  builder_.SetInsertPoint(b_asked);
  FollowLines(block, v_status, b_end);
}

void Body::ShapesBody(const core::Block& block, std::size_t first, std::size_t end) {
  const std::vector<core::Shape>& shapes = block.dispatch.shapes;
  llvm::BasicBlock* b_stop = NewBlock("b_stop");
  const auto emit = [&](const core::Shape& shape) {
    for (const core::Line& line : shape.lines) EmitLine(block, line, b_stop);
    builder_.CreateRet(builder_.getInt32(0));
  };
  if (end - first == 1) {
    emit(shapes[first]);
  } else {
    llvm::Value* v_shape =
        builder_.CreateAnd(builder_.CreateLShr(LoadWord(Row(), 0), core::kShapeAt), Word(core::kMostShapes - 1));
    llvm::BasicBlock* b_unknown = NewBlock("b_unknown");
    llvm::SwitchInst* v_switch = builder_.CreateSwitch(v_shape, b_unknown, static_cast<unsigned>(end - first));
    for (std::size_t i = first; i < end; ++i) {
      llvm::BasicBlock* b_shape = NewBlock("b_shape");
      v_switch->addCase(builder_.getInt64(i), b_shape);
      builder_.SetInsertPoint(b_shape);
      emit(shapes[i]);
    }
    builder_.SetInsertPoint(b_unknown);
    builder_.CreateUnreachable();
  }
  builder_.SetInsertPoint(b_stop);
  Return(kStop);
}

}  // namespace bpol::emit
