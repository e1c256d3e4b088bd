// Loads, stores and the fields of abi::Input.
#include <llvm/IR/Metadata.h>

#include "compiler/emit/body.h"
#include "runtime/base/check.h"

namespace bpol::emit {

using core::Rep;

llvm::Value* Body::At(llvm::Value* base, std::uint64_t offset) {
  return offset == 0 ? base : builder_.CreateConstInBoundsGEP1_64(builder_.getInt8Ty(), base, offset);
}

llvm::Value* Body::LoadWord(llvm::Value* base, std::uint64_t offset) {
  return builder_.CreateAlignedLoad(builder_.getInt64Ty(), At(base, offset), llvm::Align(8));
}

llvm::Value* Body::LoadPointer(llvm::Value* base, std::uint64_t offset) {
  return builder_.CreateAlignedLoad(builder_.getPtrTy(), At(base, offset), llvm::Align(8));
}

void Body::StoreWord(llvm::Value* word, llvm::Value* base, std::uint64_t offset) {
  builder_.CreateAlignedStore(word, At(base, offset), llvm::Align(8));
}

llvm::Value* Body::InputField(llvm::Value** cache, std::uint64_t offset, const char* name) {
  if (*cache == nullptr) {
    llvm::Value* address =
        entry_builder_.CreateConstInBoundsGEP1_64(entry_builder_.getInt8Ty(), function_->getArg(0), offset);
    *cache = entry_builder_.CreateAlignedLoad(entry_builder_.getPtrTy(), address, llvm::Align(8), name);
  }
  return *cache;
}

llvm::Value* Body::Slot() {
  if (slot_ == nullptr) {
    slot_ = entry_builder_.CreateAlloca(llvm::ArrayType::get(entry_builder_.getInt64Ty(), 2), nullptr, "v_slot");
  }
  return slot_;
}

Value Body::LoadValue(Rep rep, llvm::Value* base, std::uint64_t offset) {
  switch (rep) {
    case Rep::Bool:
      return {.first = builder_.CreateICmpNE(LoadWord(base, offset), Word(0))};
    case Rep::Int:
      return {.first = LoadWord(base, offset)};
    case Rep::Text:
    case Rep::Sequence: {
      llvm::Value* v_data = LoadPointer(base, offset);
      return {.first = v_data, .second = LoadWord(base, offset + 8)};
    }
    case Rep::Money:
    case Rep::Decimal: {
      llvm::Value* v_first = LoadWord(base, offset);
      return {.first = v_first, .second = LoadWord(base, offset + 8)};
    }
    case Rep::Ip:
    case Rep::Cidr:
    case Rep::Record:
      return {.first = At(base, offset)};
  }
  BPOL_CHECK(false, "every representation can be loaded");
}

void Body::StoreValue(Rep rep, const Value& value, llvm::Value* base, std::uint64_t offset, Stored stored) {
  switch (rep) {
    case Rep::Bool:
      return StoreWord(builder_.CreateZExt(value.first, builder_.getInt64Ty()), base, offset);
    case Rep::Int:
      return StoreWord(value.first, base, offset);
    case Rep::Text:
    case Rep::Sequence:
    case Rep::Money:
    case Rep::Decimal:
      StoreWord(value.first, base, offset);
      return StoreWord(value.second, base, offset + 8);
    case Rep::Ip:
    case Rep::Cidr:
    case Rep::Record:
      if (stored == Stored::ByAddress) return StoreWord(value.first, base, offset);
      BPOL_CHECK(rep != Rep::Record, "how long a record is, only its type says");
      return CopyWords(value.first, base, offset, core::BytesOf(rep));
  }
}

void Body::CopyWords(llvm::Value* from, llvm::Value* base, std::uint64_t offset, std::uint64_t size) {
  for (std::uint64_t word = 0; word < size; word += 8) StoreWord(LoadWord(from, word), base, offset + word);
}

llvm::Value* Body::TestBit(llvm::Value* record, std::int64_t bit) {
  llvm::Value* v_word = LoadWord(record, static_cast<std::uint64_t>(bit) / 64 * 8);
  llvm::Value* v_mask = builder_.getInt64(std::uint64_t{1} << (bit % 64));
  return builder_.CreateICmpNE(builder_.CreateAnd(v_word, v_mask), Word(0));
}

}  // namespace bpol::emit
