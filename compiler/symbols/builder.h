// ModuleBuilder: how resolve/ fills a Module; nobody else needs it.
#pragma once

#include <string>
#include <utility>

#include "compiler/symbols/symbols.h"

namespace bpol::symbols {

class ModuleBuilder {
 public:
  // One module for each file, named by its `module` line, with nothing in it.
  explicit ModuleBuilder(std::span<const syntax::File> files);

  // Makes a symbol and lets its own module see it. The caller has asked Find before: a taken name keeps its first owner
  // in the scope, and the new symbol exists unseen.
  SymbolId Declare(Symbol symbol);
  // Lets `module` see a symbol of another one under its own name.
  void Import(ModuleId module, SymbolId symbol);
  void AddUse(ModuleId module, ModuleId used);

  // A `use` of `module` could not bring `name`.
  void Lose(ModuleId module, const std::string& name) { module_.modules_[module.index].lost.insert(name); }
  // A `use` of `module` names a module that is not there, and not what it takes from it.
  void LoseAll(ModuleId module) { module_.modules_[module.index].lost_module = true; }

  const Module& view() const { return module_; }
  Module Build() && { return std::move(module_); }

 private:
  Module module_;
};

}  // namespace bpol::symbols
