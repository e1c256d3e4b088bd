#include "compiler/symbols/symbols.h"

#include "compiler/symbols/builder.h"
#include "runtime/base/check.h"

namespace bpol::symbols {

Space SpaceOf(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::Enum:
    case SymbolKind::Entity:
    case SymbolKind::Record:
      return Space::Type;
    case SymbolKind::Action:
      return Space::Action;
    case SymbolKind::Param:
    case SymbolKind::Table:
    case SymbolKind::Fact:
    case SymbolKind::Signal:
    case SymbolKind::Let:
    case SymbolKind::Def:
    case SymbolKind::Consent:
    case SymbolKind::Score:
    case SymbolKind::Rules:
    case SymbolKind::Decide:
    case SymbolKind::Residency:
    case SymbolKind::Invariant:
      return Space::Value;
    case SymbolKind::DataClass:
      return Space::DataClass;
    case SymbolKind::Obligation:
      return Space::Obligation;
    case SymbolKind::Key:
      return Space::Key;
    case SymbolKind::Fixture:
      return Space::Fixture;
  }
  BPOL_CHECK(false, "every symbol kind has a space");
}

std::string_view DescribeKind(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::Enum:
      return "an enum";
    case SymbolKind::Entity:
      return "an entity";
    case SymbolKind::Record:
      return "a record";
    case SymbolKind::Action:
      return "an action";
    case SymbolKind::Param:
      return "a param";
    case SymbolKind::Table:
      return "a table";
    case SymbolKind::Fact:
      return "a fact";
    case SymbolKind::Signal:
      return "a signal";
    case SymbolKind::Let:
      return "a let";
    case SymbolKind::Def:
      return "a def";
    case SymbolKind::Consent:
      return "a consent";
    case SymbolKind::Score:
      return "a score";
    case SymbolKind::Rules:
      return "a rules block";
    case SymbolKind::Decide:
      return "a decide block";
    case SymbolKind::Residency:
      return "a residency block";
    case SymbolKind::Invariant:
      return "an invariant";
    case SymbolKind::DataClass:
      return "a data class";
    case SymbolKind::Obligation:
      return "an obligation";
    case SymbolKind::Key:
      return "a key";
    case SymbolKind::Fixture:
      return "a fixture";
  }
  BPOL_CHECK(false, "every symbol kind has a description");
}

SymbolId Module::Find(ModuleId module, Space space, std::string_view name) const {
  const auto& names = scope(module).names;
  const auto found = names.find(std::pair(space, std::string(name)));
  return found == names.end() ? SymbolId{} : found->second;
}

std::vector<std::string_view> Module::NamesIn(ModuleId module, Space space) const {
  std::vector<std::string_view> found;
  for (const auto& [key, symbol] : scope(module).names) {
    if (key.first == space) found.push_back(key.second);
  }
  return found;
}

std::string_view Module::DeclaringModule(ModuleId other_than, Space space, std::string_view name) const {
  for (const Symbol& symbol : symbols_) {
    if (symbol.name == name && SpaceOf(symbol.kind) == space && symbol.module.index != other_than.index)
      return scope(symbol.module).name;
  }
  return "";
}

std::string Module::QualifiedName(SymbolId id) const {
  const std::string& module = scope(symbol(id).module).name;
  return module.empty() ? symbol(id).name : module + "." + symbol(id).name;
}

ModuleBuilder::ModuleBuilder(std::span<const syntax::File> files) {
  module_.files_ = files;
  for (std::uint32_t index = 0; index < files.size(); ++index) {
    const auto& name = files[index].module;
    module_.modules_.push_back(
        {.name = name ? name->Dotted() : "", .file = index, .names = {}, .uses = {}, .lost = {}});
  }
}

SymbolId ModuleBuilder::Declare(Symbol symbol) {
  const SymbolId id{static_cast<std::uint32_t>(module_.symbols_.size())};
  module_.modules_[symbol.module.index].names.try_emplace({SpaceOf(symbol.kind), symbol.name}, id);
  module_.symbols_.push_back(std::move(symbol));
  return id;
}

void ModuleBuilder::Import(ModuleId module, SymbolId symbol) {
  const Symbol& imported = module_.symbol(symbol);
  module_.modules_[module.index].names.try_emplace({SpaceOf(imported.kind), imported.name}, symbol);
}

void ModuleBuilder::AddUse(ModuleId module, ModuleId used) {
  std::vector<ModuleId>& uses = module_.modules_[module.index].uses;
  for (const ModuleId known : uses) {
    if (known == used) return;
  }
  uses.push_back(used);
}

}  // namespace bpol::symbols
