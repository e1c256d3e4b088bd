#include "compiler/emit/emit.h"

#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/TargetParser/Host.h>

#include <mutex>

#include "compiler/emit/passes.h"
#include "compiler/emit/unit_module.h"

namespace bpol::emit {
namespace {

// Nodes above which LLVM's better code generator costs more of the author's time than it gives back (bench/compile).
constexpr std::size_t kLargeProgram = 20'000;

Effort Chosen(const core::Program& program, const EmitOptions& options) {
  if (options.effort != Effort::Balanced) return options.effort;
  return program.exprs.size() > kLargeProgram ? Effort::Quick : Effort::Thorough;
}

void InitializeTarget() {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
  });
}

std::string HostFeatures() {
  std::string features;
  for (const auto& feature : llvm::sys::getHostCPUFeatures()) {
    if (!features.empty()) features += ',';
    features += (feature.second ? "+" : "-") + feature.first().str();
  }
  return features;
}

Result<std::unique_ptr<llvm::TargetMachine>> MakeTargetMachine(Effort effort) {
  InitializeTarget();
  const std::string triple = llvm::sys::getProcessTriple();
  std::string message;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(triple, message);
  if (target == nullptr) return Error{"LLVM has no code generator for " + triple + ": " + message};
  const auto level = effort == Effort::Quick ? llvm::CodeGenOptLevel::None : llvm::CodeGenOptLevel::Default;
  std::unique_ptr<llvm::TargetMachine> machine(
      target->createTargetMachine(triple, llvm::sys::getHostCPUName(), HostFeatures(), llvm::TargetOptions(),
                                  llvm::Reloc::PIC_, llvm::CodeModel::Small, level));
  if (machine == nullptr) return Error{"LLVM could not make a code generator for " + triple};
  return machine;
}

Result<std::unique_ptr<llvm::Module>> BuildModule(const core::Program& program, llvm::LLVMContext& context,
                                                  llvm::TargetMachine& machine, Effort effort) {
  UnitModule unit(program, context);
  unit.Build();
  std::unique_ptr<llvm::Module> module = unit.Take();
  module->setTargetTriple(machine.getTargetTriple().str());
  module->setDataLayout(machine.createDataLayout());
  module->setPICLevel(llvm::PICLevel::SmallPIC);
  std::string problems;
  llvm::raw_string_ostream stream(problems);
  if (llvm::verifyModule(*module, &stream)) return Error{"the LLVM code made of a unit is not valid: " + problems};
  if (effort == Effort::Thorough) Improve(*module, machine);
  return module;
}

}  // namespace

Result<Bytes> Emit(const core::Program& program, const EmitOptions& options) {
  const Effort effort = Chosen(program, options);
  BPOL_TRY(const std::unique_ptr<llvm::TargetMachine> machine, MakeTargetMachine(effort));
  llvm::LLVMContext context;
  BPOL_TRY(const std::unique_ptr<llvm::Module> module, BuildModule(program, context, *machine, effort));
  llvm::SmallVector<char, 0> object;
  llvm::raw_svector_ostream stream(object);
  llvm::legacy::PassManager passes;
  if (machine->addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile))
    return Error{"LLVM cannot write object files for this machine"};
  passes.run(*module);
  return Bytes(object.begin(), object.end());
}

Result<std::string> PrintLlvm(const core::Program& program, const EmitOptions& options) {
  const Effort effort = Chosen(program, options);
  BPOL_TRY(const std::unique_ptr<llvm::TargetMachine> machine, MakeTargetMachine(effort));
  llvm::LLVMContext context;
  BPOL_TRY(const std::unique_ptr<llvm::Module> module, BuildModule(program, context, *machine, effort));
  std::string text;
  llvm::raw_string_ostream stream(text);
  module->print(stream, nullptr);
  return text;
}

}  // namespace bpol::emit
