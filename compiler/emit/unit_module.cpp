#include "compiler/emit/unit_module.h"

#include <llvm/IR/IRBuilder.h>

#include "compiler/emit/body.h"
#include "compiler/emit/speculation.h"

namespace bpol::emit {

UnitModule::UnitModule(const core::Program& program, llvm::LLVMContext& context)
    : program_(program),
      places_(core::PlaceConstants(program)),
      costs_(SpeculationCosts(program)),
      module_(std::make_unique<llvm::Module>("unit", context)) {}

bool UnitModule::Speculatable(core::ExprId expr) const {
  return costs_[expr.index] <= kSpeculationLimit;
}

llvm::Function* UnitModule::AddFunction(const std::string& name) {
  return AddFunction(name, 2);
}

llvm::Function* UnitModule::AddRowFunction(const std::string& name) {
  return AddFunction(name, 3);
}

llvm::Function* UnitModule::AddFunction(const std::string& name, unsigned parameters) {
  llvm::LLVMContext& context = module_->getContext();
  const std::vector<llvm::Type*> pointers(parameters, llvm::PointerType::getUnqual(context));
  llvm::FunctionType* type = llvm::FunctionType::get(llvm::Type::getInt32Ty(context), pointers, false);
  auto* function = llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, name, module_.get());
  function->setDoesNotThrow();
  return function;
}

namespace {

struct FunctionBody {
  UnitModule& unit;
  llvm::Function* function;
  std::uint32_t action;

  void operator()(const core::BlocksFunction& kind) const {
    Body(unit, function, action, core::kNone).BlocksBody(kind, function->getName().str());
  }
  void operator()(const core::ObligationFunction& kind) const {
    Body(unit, function, action, kind.site).ObligationBody(kind);
  }
  void operator()(const core::ConditionFunction& kind) const {
    Body(unit, function, action, kind.site).ConditionBody(kind);
  }
  void operator()(const core::CheckFunction& kind) const { Body(unit, function, action, kind.site).CheckBody(kind); }
};

}  // namespace

void UnitModule::Build() {
  // All cells first: a body calls them.
  for (std::size_t i = 0; i < program_.actions.size(); ++i) {
    auto& functions = cells_.emplace_back();
    for (std::size_t j = 0; j < program_.actions[i].cells.size(); ++j)
      functions.push_back(AddFunction("action" + std::to_string(i) + ".cell" + std::to_string(j)));
  }
  for (std::uint32_t i = 0; i < program_.actions.size(); ++i) {
    for (std::uint32_t j = 0; j < program_.actions[i].cells.size(); ++j) {
      const core::Cell& cell = program_.actions[i].cells[j];
      Body(*this, cells_[i][j], i, cell.site).CellBody(cell);
    }
  }
  std::vector<llvm::Function*> functions;
  for (const core::Function& function : program_.functions) {
    llvm::Function* added = AddFunction("function" + std::to_string(functions.size()));
    std::visit(FunctionBody{*this, added, function.action}, function.kind);
    functions.push_back(added);
  }
  BuildEntry(functions);
}

void UnitModule::BuildEntry(const std::vector<llvm::Function*>& functions) {
  llvm::LLVMContext& context = module_->getContext();
  llvm::IRBuilder<> builder(context);
  llvm::FunctionType* type = llvm::FunctionType::get(
      builder.getInt32Ty(), {builder.getInt64Ty(), builder.getPtrTy(), builder.getPtrTy()}, false);
  auto* entry = llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage, "Entry", module_.get());
  entry->setDoesNotThrow();
  llvm::BasicBlock* b_entry = llvm::BasicBlock::Create(context, "b_entry", entry);
  // A number that the unit does not have: the caller has checked it, and nothing is permitted.
  llvm::BasicBlock* b_unknown = llvm::BasicBlock::Create(context, "b_unknown", entry);
  builder.SetInsertPoint(b_unknown);
  builder.CreateRet(builder.getInt32(static_cast<std::uint32_t>(values::Fault::CostExceeded)));
  builder.SetInsertPoint(b_entry);
  llvm::SwitchInst* v_switch =
      builder.CreateSwitch(entry->getArg(0), b_unknown, static_cast<unsigned>(functions.size()));
  for (std::size_t i = 0; i < functions.size(); ++i) {
    llvm::BasicBlock* b_call = llvm::BasicBlock::Create(context, "b_call", entry);
    v_switch->addCase(builder.getInt64(i), b_call);
    builder.SetInsertPoint(b_call);
    llvm::CallInst* v_status = builder.CreateCall(functions[i], {entry->getArg(1), entry->getArg(2)});
    v_status->setTailCall();
    builder.CreateRet(v_status);
  }
}

}  // namespace bpol::emit
