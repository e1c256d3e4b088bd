// Resolver: the steps of Resolve. Internal to resolve/.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/symbols/builder.h"
#include "compiler/symbols/symbols.h"

namespace bpol::resolve {

class Resolver {
 public:
  Resolver(std::span<const syntax::File> files, Diagnostics& diagnostics)
      : files_(files), builder_(files), diagnostics_(diagnostics) {}

  symbols::Module Run();

 private:
  // Modules and what they use: modules.cpp
  void IndexModules();
  void LinkUses();
  symbols::ModuleId UsedModule(const syntax::Use& use, symbols::ModuleId by);
  // Modules with those that they use before them; a circle is reported and cut.
  std::vector<symbols::ModuleId> InOrderOfUse();
  void Visit(symbols::ModuleId module, std::vector<symbols::ModuleId>& order);
  void ReportCycle(symbols::ModuleId from, symbols::ModuleId to);
  void ImportInto(symbols::ModuleId module);
  void ImportAll(symbols::ModuleId module, symbols::ModuleId used);
  void ImportNamed(symbols::ModuleId module, symbols::ModuleId used, const syntax::Name& name);

  // Declarations: declare.cpp
  void DeclareAll();
  void Declare(symbols::SymbolKind kind, const syntax::Name& name, symbols::ModuleId module, std::uint32_t declaration);
  void DeclareClasses(symbols::ModuleId module);

  // References in heads: references.cpp
  void CheckReferences();

  const syntax::File& FileOf(symbols::ModuleId module) const { return files_[module.index]; }
  const symbols::Module& view() const { return builder_.view(); }

  enum class Visited { No, Now, Done };

  std::span<const syntax::File> files_;
  symbols::ModuleBuilder builder_;
  Diagnostics& diagnostics_;
  std::map<std::string, symbols::ModuleId, std::less<>> by_name_;
  std::vector<std::vector<symbols::ModuleId>> used_;  // by module, then by its `use` lines; invalid where unknown
  std::vector<Visited> visited_;
  std::map<std::string, std::size_t, std::less<>> unknown_;  // modules that there are not: which diagnostic says so
};

}  // namespace bpol::resolve
