// Sequences made on the spot, and rows found by their keys.
#include <llvm/IR/Intrinsics.h>

#include "compiler/emit/body.h"
#include "runtime/base/check.h"

namespace bpol::emit {

using abi::Helper;
using core::Expr;
using core::Op;
using core::Rep;

namespace {

Helper SorterOf(Rep rep) {
  switch (rep) {
    case Rep::Bool:
    case Rep::Int:
      return Helper::SortInts;
    case Rep::Text:
      return Helper::SortTexts;
    case Rep::Ip:
      return Helper::SortIps;
    case Rep::Cidr:
      return Helper::SortCidrs;
    case Rep::Money:
    case Rep::Decimal:
    case Rep::Sequence:
    case Rep::Record:
      BPOL_CHECK(false, "no set holds values of this kind");
  }
  BPOL_CHECK(false, "every representation is known");
}

}  // namespace

Value Body::Make(const Expr& expr) {
  std::uint64_t at = static_cast<std::uint64_t>(expr.immediates[0]);
  const auto stride = static_cast<std::uint64_t>(expr.immediates[1]);
  llvm::Value* v_elements = At(Scratch(), at);
  for (const core::ExprId operand : expr.operands) {
    const Rep rep = program_.At(operand).type.rep;
    const Value element = Emit(operand);
    if (rep == Rep::Record) {
      CopyWords(element.first, Scratch(), at, stride);
    } else {
      StoreValue(rep, element, Scratch(), at, Stored::InPlace);
    }
    at += stride;
  }
  const Value list{.first = v_elements, .second = Word(static_cast<std::int64_t>(expr.operands.size()))};
  if (expr.op == Op::MakeList || expr.operands.empty()) return list;
  const Rep rep = program_.At(expr.operands[0]).type.rep;
  return {.first = v_elements, .second = CallHelper(SorterOf(rep), {list}).first};
}

// Loaded only where it lies in the sequence; a negative place is beyond every end when read without its sign.
Value Body::ElementAt(const Expr& expr) {
  const auto rep = static_cast<Rep>(expr.immediates[0]);
  const Value list = Emit(expr.operands[0]);
  llvm::Value* v_index = Emit(expr.operands[1]).first;
  const Value none = None(rep);
  llvm::BasicBlock* b_before = builder_.GetInsertBlock();
  llvm::BasicBlock* b_inside = NewBlock("b_inside");
  llvm::BasicBlock* b_join = NewBlock("b_picked");
  builder_.CreateCondBr(builder_.CreateICmpULT(v_index, list.second), b_inside, b_join);
  builder_.SetInsertPoint(b_inside);
  Value element = LoadElement(rep, expr.immediates[1], list.first, v_index);
  element.present = builder_.getTrue();
  llvm::BasicBlock* b_inside_end = builder_.GetInsertBlock();
  builder_.CreateBr(b_join);
  builder_.SetInsertPoint(b_join);
  return Join(expr.type, none, b_before, element, b_inside_end);
}

namespace {

Helper ComparerOf(Rep rep) {
  if (rep == Rep::Text) return Helper::CompareText;
  if (rep == Rep::Decimal) return Helper::DecimalCompare;
  return rep == Rep::Ip ? Helper::CompareIp : Helper::CompareCidr;
}

}  // namespace

// -1, 0 or 1 as a number in a row stands to the wanted one.
llvm::Value* Body::CompareNumbers(llvm::Value* have, llvm::Value* wanted) {
  llvm::Value* v_above = builder_.CreateZExt(builder_.CreateICmpSGT(have, wanted), builder_.getInt64Ty());
  llvm::Value* v_below = builder_.CreateZExt(builder_.CreateICmpSLT(have, wanted), builder_.getInt64Ty());
  return builder_.CreateSub(v_above, v_below);
}

// -1, 0 or 1 as a row's keys stand to the wanted ones.
llvm::Value* Body::CompareRow(const core::Table& table, llvm::Value* row, const std::vector<Value>& wanted) {
  llvm::Value* v_order = Word(0);
  const auto first_decides = [&](llvm::Value* v_this) {
    v_order = builder_.CreateSelect(builder_.CreateICmpEQ(v_this, Word(0)), v_order, v_this);
  };
  for (std::size_t i = table.keys.size(); i-- > 0;) {
    const Rep rep = table.keys[i].rep;
    const Value have = LoadValue(rep, row, table.keys[i].offset);
    if (rep == Rep::Int) {
      first_decides(CompareNumbers(have.first, wanted[i].first));
    } else if (rep == Rep::Money) {
      first_decides(CompareNumbers(have.first, wanted[i].first));
      first_decides(CompareNumbers(have.second, wanted[i].second));
    } else {
      first_decides(CallHelper(ComparerOf(rep), {have, wanted[i]}).first);
    }
  }
  return v_order;
}

llvm::Value* Body::RowAt(const core::Table& table, llvm::Value* rows, llvm::Value* index) {
  return builder_.CreateInBoundsGEP(builder_.getInt8Ty(), rows, builder_.CreateMul(index, Word(table.stride)));
}

// The index of the first row that is not below the keys, by halving.
llvm::Value* Body::FindRow(const core::Table& table, llvm::Value* rows, const std::vector<Value>& wanted) {
  llvm::BasicBlock* b_before = builder_.GetInsertBlock();
  llvm::BasicBlock* b_search = NewBlock("b_search");
  llvm::BasicBlock* b_probe = NewBlock("b_probe");
  llvm::BasicBlock* b_end = NewBlock("b_search_end");
  builder_.CreateBr(b_search);
  builder_.SetInsertPoint(b_search);
  llvm::PHINode* v_low = builder_.CreatePHI(builder_.getInt64Ty(), 2, "v_low");
  llvm::PHINode* v_high = builder_.CreatePHI(builder_.getInt64Ty(), 2, "v_high");
  v_low->addIncoming(Word(0), b_before);
  v_high->addIncoming(Word(table.rows), b_before);
  builder_.CreateCondBr(builder_.CreateICmpULT(v_low, v_high), b_probe, b_end);
  builder_.SetInsertPoint(b_probe);
  llvm::Value* v_middle = builder_.CreateLShr(builder_.CreateAdd(v_low, v_high), Word(1));
  llvm::Value* v_below = builder_.CreateICmpSLT(CompareRow(table, RowAt(table, rows, v_middle), wanted), Word(0));
  llvm::Value* v_above_middle = builder_.CreateAdd(v_middle, Word(1));
  v_low->addIncoming(builder_.CreateSelect(v_below, v_above_middle, v_low), builder_.GetInsertBlock());
  v_high->addIncoming(builder_.CreateSelect(v_below, v_high, v_middle), builder_.GetInsertBlock());
  builder_.CreateBr(b_search);
  builder_.SetInsertPoint(b_end);
  return v_low;
}

Value Body::Lookup(const Expr& expr) {
  const core::Table& table = program_.tables[static_cast<std::size_t>(expr.immediates[0])];
  std::vector<Value> wanted;
  for (const core::ExprId operand : expr.operands) wanted.push_back(Emit(operand));
  llvm::Value* v_rows = At(Constants(), unit_.OffsetOf(table.constant));
  llvm::Value* v_index = FindRow(table, v_rows, wanted);
  llvm::BasicBlock* b_search_end = builder_.GetInsertBlock();
  llvm::BasicBlock* b_row = NewBlock("b_row");
  llvm::BasicBlock* b_done = NewBlock("b_looked_up");
  builder_.CreateCondBr(builder_.CreateICmpULT(v_index, Word(table.rows)), b_row, b_done);
  builder_.SetInsertPoint(b_row);
  llvm::Value* v_row = RowAt(table, v_rows, v_index);
  llvm::Value* v_equal = builder_.CreateICmpEQ(CompareRow(table, v_row, wanted), Word(0));
  llvm::BasicBlock* b_row_end = builder_.GetInsertBlock();
  builder_.CreateBr(b_done);
  builder_.SetInsertPoint(b_done);
  return Join(expr.type, None(Rep::Record), b_search_end, {.first = v_row, .present = v_equal}, b_row_end);
}

}  // namespace bpol::emit
