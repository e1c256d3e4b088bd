// The LLVM module of a unit while it is built: one function a core function, cell and chunk of lines, and `Entry` over
// them.
#pragma once

#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "compiler/core/constants.h"
#include "compiler/core/core.h"

namespace bpol::emit {

class UnitModule {
 public:
  UnitModule(const core::Program& program, llvm::LLVMContext& context);

  // Every function of the program. To be called once.
  void Build();

  // An internal function `i32 (ptr input, ptr output)`: a values::Fault, or kStop from a chunk of a block.
  llvm::Function* AddFunction(const std::string& name);
  // Likewise, with the row of an index behind: `i32 (ptr input, ptr output, ptr row)`.
  llvm::Function* AddRowFunction(const std::string& name);
  llvm::Function* CellFunction(std::uint32_t action, std::uint32_t cell) const { return cells_[action][cell]; }

  const core::Program& program() const { return program_; }
  std::uint32_t OffsetOf(std::int64_t constant) const { return places_.offsets[std::size_t(constant)]; }
  // Whether it is cheaper, and allowed, to evaluate it although it may not be needed.
  bool Speculatable(core::ExprId expr) const;
  std::unique_ptr<llvm::Module> Take() { return std::move(module_); }

 private:
  llvm::Function* AddFunction(const std::string& name, unsigned parameters);
  void BuildEntry(const std::vector<llvm::Function*>& functions);

  const core::Program& program_;
  const core::ConstantPlaces places_;
  const std::vector<int> costs_;
  std::unique_ptr<llvm::Module> module_;
  std::vector<std::vector<llvm::Function*>> cells_;
};

}  // namespace bpol::emit
