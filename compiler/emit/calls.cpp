// Helper calls through the table, and texts compared with short constants without a call.
#include "compiler/emit/body.h"
#include "runtime/base/check.h"

namespace bpol::emit {

using abi::Helper;
using core::Expr;
using core::Op;
using core::Rep;

llvm::Value* Body::HelperPointer(Helper helper) {
  return LoadPointer(Helpers(), 8 * static_cast<std::uint64_t>(helper));
}

Value Body::CallHelper(Helper helper, const std::vector<Value>& arguments) {
  const abi::HelperInfo& info = abi::InfoOf(helper);
  std::vector<llvm::Value*> words;
  for (const Value& argument : arguments) {
    const bool is_bool = argument.first->getType()->isIntegerTy(1);
    words.push_back(is_bool ? builder_.CreateZExt(argument.first, builder_.getInt64Ty()) : argument.first);
    if (argument.second != nullptr) words.push_back(argument.second);
  }
  const bool two_words = info.result == 'm' || info.result == 'd';
  const bool through_slot = info.faults || two_words;
  if (through_slot) words.push_back(Slot());
  std::vector<llvm::Type*> types;
  for (llvm::Value* word : words) types.push_back(word->getType());
  llvm::Type* result = through_slot ? builder_.getInt32Ty() : builder_.getInt64Ty();
  llvm::CallInst* call =
      builder_.CreateCall(llvm::FunctionType::get(result, types, false), HelperPointer(helper), words);
  call->setDoesNotThrow();
  if (!through_slot)
    return {.first = info.result == 'b' ? builder_.CreateICmpNE(call, Word(0)) : static_cast<llvm::Value*>(call)};
  if (info.faults) FaultIfHelper(call);
  if (two_words) return LoadValue(Rep::Money, Slot(), 0);  // a Decimal is held like it
  return LoadValue(info.result == 'b' ? Rep::Bool : Rep::Int, Slot(), 0);
}

Value Body::Call(const Expr& expr) {
  const auto helper = static_cast<Helper>(expr.immediates[0]);
  if (helper == Helper::EqualText) return EqualText(expr);
  std::vector<Value> arguments;
  for (const core::ExprId operand : expr.operands) arguments.push_back(Emit(operand));
  return CallHelper(helper, arguments);
}

// The text is as long as the helper says, and absent where that is less than nothing.
Value Body::CallText(const Expr& expr) {
  const auto helper = static_cast<Helper>(expr.immediates[0]);
  const std::string_view letters = abi::InfoOf(helper).arguments;
  std::vector<Value> arguments;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const Value argument = Emit(expr.operands[i]);
    arguments.push_back(letters[i] == 'k' ? Value{.first = Keys(), .second = argument.first} : argument);
  }
  llvm::Value* v_place = At(Scratch(), static_cast<std::uint64_t>(expr.immediates[1]));
  arguments.push_back({.first = v_place, .second = Word(expr.immediates[2])});
  Value text{.first = v_place, .second = CallHelper(helper, arguments).first};
  if (expr.type.optional) text.present = builder_.CreateICmpSGE(text.second, Word(0));
  return text;
}

// Absent where the helper gives 0.
Value Body::CallAddress(const Expr& expr) {
  std::vector<Value> arguments;
  for (const core::ExprId operand : expr.operands) arguments.push_back(Emit(operand));
  Value address{.first = At(Scratch(), static_cast<std::uint64_t>(expr.immediates[1]))};
  arguments.push_back(address);
  llvm::Value* v_found = CallHelper(static_cast<Helper>(expr.immediates[0]), arguments).first;
  if (expr.type.optional) address.present = builder_.CreateICmpNE(v_found, Word(0));
  return address;
}

namespace {

// Loads that together cover `size` bytes, each as wide as can be; the last may overlap the one before.
std::vector<std::pair<std::size_t, std::size_t>> Pieces(std::size_t size) {
  for (const std::size_t width : {8, 4, 2, 1}) {
    if (size < width) continue;
    std::vector<std::pair<std::size_t, std::size_t>> pieces = {{0, width}};
    if (size > width) pieces.emplace_back(size - width, width);
    return pieces;
  }
  return {};
}

constexpr std::size_t kLongestInline = 16;

}  // namespace

Value Body::EqualText(const Expr& expr) {
  const Value left = Emit(expr.operands[0]);
  const Value right = Emit(expr.operands[1]);
  llvm::BasicBlock* b_sizes_end = builder_.GetInsertBlock();
  llvm::BasicBlock* b_bytes = NewBlock("b_same_size");
  llvm::BasicBlock* b_join = NewBlock("b_compared");
  builder_.CreateCondBr(builder_.CreateICmpEQ(left.second, right.second), b_bytes, b_join);
  builder_.SetInsertPoint(b_bytes);
  const Expr& constant = program_.At(expr.operands[1]);
  const std::string* bytes = constant.op == Op::Text
                                 ? &std::get<std::string>(program_.constants[std::size_t(constant.immediates[0])])
                                 : nullptr;
  llvm::Value* v_equal = builder_.getTrue();
  if (bytes != nullptr && bytes->size() <= kLongestInline) {
    for (const auto& [offset, width] : Pieces(bytes->size())) {
      std::uint64_t piece = 0;  // little-endian, as the loads are
      for (std::size_t i = 0; i < width; ++i) piece |= std::uint64_t{(unsigned char)(*bytes)[offset + i]} << (8 * i);
      llvm::Type* type = builder_.getIntNTy(static_cast<unsigned>(8 * width));
      llvm::Value* v_piece = builder_.CreateAlignedLoad(type, At(left.first, offset), llvm::Align(1));
      llvm::Value* v_same = builder_.CreateICmpEQ(v_piece, llvm::ConstantInt::get(type, piece));
      v_equal = builder_.CreateAnd(v_equal, v_same);
    }
  } else {
    v_equal = CallHelper(Helper::EqualText, {left, right}).first;
  }
  llvm::BasicBlock* b_bytes_end = builder_.GetInsertBlock();
  builder_.CreateBr(b_join);
  builder_.SetInsertPoint(b_join);
  return Join(expr.type, {.first = builder_.getFalse()}, b_sizes_end, {.first = v_equal}, b_bytes_end);
}

}  // namespace bpol::emit
