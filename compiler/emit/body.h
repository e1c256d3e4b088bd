// Builds the body of one LLVM function: expressions in order of evaluation, faults as early returns.
// A value that exists only in the generated program is `v_...`, a block `b_...`.
// INVARIANT: nothing that may fault, and no read through a pointer that may be null, is emitted before what guards it.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include <functional>
#include <map>
#include <string>

#include "compiler/core/core.h"
#include "compiler/emit/unit_module.h"
#include "compiler/emit/value.h"
#include "runtime/abi/helpers.h"
#include "runtime/values/fault.h"

namespace bpol::emit {

// What a chunk of a `decide` block returns when a line held: no later line is asked. Not a values::Fault.
inline constexpr std::uint32_t kStop = 0x8000'0000;
// As the site of a pattern: the one that stands in its row.
inline constexpr std::uint32_t kSiteOfRow = core::kNone - 1;

class Body {
 public:
  // `site`: what a fault names until SetSite says otherwise.
  Body(UnitModule& unit, llvm::Function* function, std::uint32_t action, std::uint32_t site);

  Value Emit(core::ExprId expr);
  llvm::Value* EmitBool(core::ExprId expr) { return Emit(expr).first; }
  void SetSite(std::uint32_t site) { site_ = site; }

  // --- functions (functions.cpp, blocks.cpp, cells.cpp): each ends the body ---
  void BlocksBody(const core::BlocksFunction& function, const std::string& name);
  void ObligationBody(const core::ObligationFunction& function);
  void ConditionBody(const core::ConditionFunction& function);
  void CheckBody(const core::CheckFunction& function);
  void BlockBody(const core::Block& block, const std::string& name);
  void LinesBody(const core::Block& block, std::size_t begin, std::size_t end);
  // Those of an index from `first` on; which one is asked says the row.
  void ShapesBody(const core::Block& block, std::size_t first, std::size_t end);

  void CellBody(const core::Cell& cell);

 private:
  // --- expressions, one function an operation or a family of them ---
  Value Constant(const core::Expr& expr);
  Value None(core::Rep rep);
  Value Load(const core::Expr& expr);
  Value ReadFact(const core::Expr& expr);
  Value ReadSignal(const core::Expr& expr);
  Value Cell(const core::Expr& expr);
  Value Band(const core::Expr& expr);
  Value Let(const core::Expr& expr);
  Value Lookup(const core::Expr& expr);
  llvm::Value* FindRow(const core::Table& table, llvm::Value* rows, const std::vector<Value>& wanted);
  llvm::Value* RowAt(const core::Table& table, llvm::Value* rows, llvm::Value* index);
  llvm::Value* CompareNumbers(llvm::Value* have, llvm::Value* wanted);
  llvm::Value* CompareRow(const core::Table& table, llvm::Value* row, const std::vector<Value>& wanted);
  Value AndOr(const core::Expr& expr);
  Value If(const core::Expr& expr);
  Value Coalesce(const core::Expr& expr);
  Value Compare(const core::Expr& expr);
  Value OneOf(const core::Expr& expr);
  Value Arithmetic(const core::Expr& expr);
  Value Bits(const core::Expr& expr);
  Value Make(const core::Expr& expr);
  Value ElementAt(const core::Expr& expr);
  Value Quantifier(const core::Expr& expr);
  Value AnyAll(const core::Expr& expr);
  Value Fold(const core::Expr& expr);
  Value Call(const core::Expr& expr);
  Value CallText(const core::Expr& expr);
  Value CallAddress(const core::Expr& expr);
  Value EqualText(const core::Expr& expr);

  // A loop over the elements of a quantifier's source. BeginLoop leaves the insertion point in the loop's body, behind
  // the visit count and `where`; the body jumps to `next`, which EndLoop closes.
  struct Loop {
    llvm::BasicBlock* preheader;
    llvm::BasicBlock* header;
    llvm::BasicBlock* next;
    llvm::BasicBlock* exit;
    llvm::PHINode* position;  // index, or the bits that are left
    llvm::Value* position_next;
    llvm::BasicBlock* where_failed;  // the block that jumps to `next` where `where` fails; null where it cannot
  };
  Loop BeginLoop(const core::Expr& expr);
  void EmitWhere(const core::Expr& where, core::ExprId id, Loop& loop);
  void EndLoop(const core::Expr& expr, const Loop& loop);
  Value HeaderPhis(core::Type type, const Loop& loop, const Value& start);
  Value LoadElement(core::Rep rep, std::int64_t stride, llvm::Value* elements, llvm::Value* index);
  void CountVisit();
  // The next accumulator of Sum, Least, Greatest after one more value.
  Value Accumulate(const core::Expr& expr, const Value& so_far, const Value& more);
  Value AccumulateDecimal(const core::Expr& expr, const Value& so_far, const Value& more);
  Value AccumulateMoney(const core::Expr& expr, const Value& so_far, const Value& more);

  // --- calls ---
  // Calls a helper with words already taken apart; the result by its row in helpers.def.
  Value CallHelper(abi::Helper helper, const std::vector<Value>& arguments);
  llvm::Value* HelperPointer(abi::Helper helper);
  llvm::Value* Slot();  // 16 bytes of stack for what helpers write

  // --- memory ---
  llvm::Value* At(llvm::Value* base, std::uint64_t offset);
  llvm::Value* LoadWord(llvm::Value* base, std::uint64_t offset);
  llvm::Value* LoadPointer(llvm::Value* base, std::uint64_t offset);
  void StoreWord(llvm::Value* word, llvm::Value* base, std::uint64_t offset);
  Value LoadValue(core::Rep rep, llvm::Value* base, std::uint64_t offset);
  // As in a frame; an Ip or Cidr is copied where `InPlace`, else its address is stored.
  enum class Stored { InPlace, ByAddress };
  void StoreValue(core::Rep rep, const Value& value, llvm::Value* base, std::uint64_t offset, Stored stored);
  void CopyWords(llvm::Value* from, llvm::Value* base, std::uint64_t offset, std::uint64_t size);
  Value LoadCell(const core::Cell& cell);
  llvm::Value* TestBit(llvm::Value* record, std::int64_t bit);

  // Fields of abi::Input and abi::Output, loaded once, at the top of the function.
  llvm::Value* Frame() { return InputField(&frame_, 0, "v_frame"); }
  llvm::Value* Object() { return InputField(&object_, 8, "v_object"); }
  llvm::Value* Helpers() { return InputField(&helpers_, 16, "v_helpers"); }
  llvm::Value* VisitsLeft() { return InputField(&visits_, 24, "v_visits"); }
  llvm::Value* Scratch() { return InputField(&scratch_, 32, "v_scratch"); }
  llvm::Value* Constants() { return InputField(&constants_, 40, "v_constants"); }
  llvm::Value* Keys() { return InputField(&keys_, 48, "v_keys"); }
  llvm::Value* InputField(llvm::Value** cache, std::uint64_t offset, const char* name);
  llvm::Value* Output() { return function_->getArg(1); }
  llvm::Value* Row() { return function_->getArg(2); }  // of a function of shapes

  // --- control ---
  llvm::BasicBlock* NewBlock(const char* name);
  llvm::PHINode* FaultHere();
  void LeaveIf(llvm::Value* condition, llvm::PHINode* to, llvm::Value* status);
  void FaultIf(llvm::Value* condition, values::Fault fault);
  // `status` is a fault of a helper, which has no site yet, or of a function, which has written its own.
  void FaultIfHelper(llvm::Value* status);
  void ReturnIfFault(llvm::Value* status);
  void EnsureCell(std::int64_t cell);
  void Return(std::uint32_t status);
  Value Join(core::Type type, const Value& left, llvm::BasicBlock* left_end, const Value& right,
             llvm::BasicBlock* right_end);
  Value Select(core::Type type, llvm::Value* condition, const Value& left, const Value& right);
  void AppendEvent(llvm::Value* index, llvm::Value* outcome);
  void EmitChunks(const core::Block& block, const std::string& name, llvm::BasicBlock* b_end);
  void FollowLines(const core::Block& block, llvm::Value* status, llvm::BasicBlock* b_end);
  void EmitDispatch(const core::Block& block, const std::string& name, llvm::BasicBlock* b_end);
  void AskRow(const core::Block& block, const std::vector<llvm::Function*>& functions, llvm::Value* row,
              llvm::Value* head, llvm::BasicBlock* b_end);
  llvm::Value* LineOfRow();
  llvm::Value* SiteOfRow(llvm::IRBuilder<>& builder);
  void EmitLine(const core::Block& block, const core::Line& line, llvm::BasicBlock* stop);
  llvm::Value* Requires(const core::Line& line);

  void StoreArgument(core::ExprId expr, llvm::Value* argument);
  void LetBody(const core::Cell& cell, const core::LetCell& let);
  void ConsentBody(const core::Cell& cell, const core::ConsentCell& consent);
  void ScoreBody(const core::Cell& cell, const core::ScoreCell& score);

  llvm::Value* Word(std::int64_t value) { return builder_.getInt64(static_cast<std::uint64_t>(value)); }
  // Makes `optional` of a value that has no presence, where the type asks for one.
  Value WithPresence(core::Type type, Value value);

  UnitModule& unit_;
  const core::Program& program_;
  llvm::Function* function_;
  const std::uint32_t action_;
  std::uint32_t site_;
  llvm::IRBuilder<> entry_builder_;  // allocas and fields of Input
  llvm::IRBuilder<> builder_;
  llvm::BasicBlock* body_begin_;
  std::map<std::uint32_t, llvm::PHINode*> fault_blocks_;  // by site; the phi is the fault
  llvm::PHINode* propagated_ = nullptr;
  std::map<std::int64_t, Value> variables_;
  llvm::Value *frame_ = nullptr, *object_ = nullptr, *helpers_ = nullptr, *visits_ = nullptr, *scratch_ = nullptr,
              *constants_ = nullptr, *keys_ = nullptr, *slot_ = nullptr;
};

}  // namespace bpol::emit
