#include <array>

#include "compiler/diagnostics/suggest.h"
#include "compiler/resolve/resolver.h"
#include "compiler/stdlib/stdlib.h"

namespace bpol::resolve {

using symbols::ModuleId;
using symbols::Space;
using symbols::SymbolId;

namespace {

constexpr std::array kSpaces = {Space::Type,       Space::Action, Space::Value,  Space::DataClass,
                                Space::Obligation, Space::Key,    Space::Fixture};

}  // namespace

void Resolver::IndexModules() {
  for (std::uint32_t index = 0; index < files_.size(); ++index) {
    const auto& module = files_[index].module;
    if (!module) continue;
    const auto [place, added] = by_name_.try_emplace(module->Dotted(), ModuleId{index});
    if (added) continue;
    diagnostics_.Add({.code = Code::DuplicateModule,
                      .span = module->span,
                      .message = "a second module `" + module->Dotted() + "`",
                      .labels = {{FileOf(place->second).module->span, "the first one"}},
                      .help = "a file is one module: give one of them another name"});
  }
}

void Resolver::LinkUses() {
  used_.resize(files_.size());
  for (std::uint32_t index = 0; index < files_.size(); ++index) {
    for (const syntax::Use& use : files_[index].uses) {
      const ModuleId used = UsedModule(use, {index});
      used_[index].push_back(used);
      if (used.valid()) builder_.AddUse({index}, used);
    }
  }
}

ModuleId Resolver::UsedModule(const syntax::Use& use, ModuleId by) {
  const std::string name = use.module.Dotted();
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) {
    const auto [told, first] = unknown_.try_emplace(name, diagnostics_.all().size());
    if (!first && diagnostics_.AddLabel(told->second, {use.module.span, "here too"})) return {};
    const std::vector<std::string> standard = stdlib::ModuleNames();
    std::vector<std::string_view> known(standard.begin(), standard.end());
    for (const auto& [module, id] : by_name_) {
      if (id != by) known.push_back(module);
    }
    diagnostics_.Add({.code = Code::UnknownModule,
                      .span = use.module.span,
                      .message = "no module `" + name + "` in this project",
                      .help = diagnostics::DidYouMean(name, known)});
    return {};
  }
  if (found->second == by) {
    diagnostics_.Add({.code = Code::UseCycle,
                      .span = use.span,
                      .message = "a module that uses itself",
                      .help = "leave it out: a module sees its own names"});
    return {};
  }
  return found->second;
}

std::vector<ModuleId> Resolver::InOrderOfUse() {
  std::vector<ModuleId> order;
  visited_.assign(files_.size(), Visited::No);
  for (std::uint32_t index = 0; index < files_.size(); ++index) Visit({index}, order);
  return order;
}

void Resolver::Visit(ModuleId module, std::vector<ModuleId>& order) {
  if (visited_[module.index] != Visited::No) return;
  visited_[module.index] = Visited::Now;
  for (const ModuleId used : used_[module.index]) {
    if (!used.valid()) continue;
    if (visited_[used.index] == Visited::Now) {
      ReportCycle(module, used);
    } else {
      Visit(used, order);
    }
  }
  visited_[module.index] = Visited::Done;
  order.push_back(module);
}

void Resolver::ReportCycle(ModuleId from, ModuleId to) {
  const std::vector<syntax::Use>& uses = FileOf(from).uses;
  for (std::size_t at = 0; at < uses.size(); ++at) {
    if (used_[from.index][at] != to) continue;
    return diagnostics_.Add(
        {.code = Code::UseCycle,
         .span = uses[at].span,
         .message = "`" + view().scope(to).name + "` already uses this module, directly or through others",
         .help = "move what both need into a module of its own"});
  }
}

void Resolver::ImportInto(ModuleId module) {
  const std::vector<syntax::Use>& uses = FileOf(module).uses;
  for (std::size_t at = 0; at < uses.size(); ++at) {
    const ModuleId used = used_[module.index][at];
    if (!used.valid()) {
      if (uses[at].names.empty()) builder_.LoseAll(module);
      for (const syntax::Name& name : uses[at].names) builder_.Lose(module, name.text);
      continue;
    }
    if (uses[at].names.empty()) ImportAll(module, used);
    for (const syntax::Name& name : uses[at].names) ImportNamed(module, used, name);
  }
}

// What a module declares itself wins over what comes in whole.
void Resolver::ImportAll(ModuleId module, ModuleId used) {
  std::vector<SymbolId> declared;
  for (const auto& [key, symbol] : view().scope(used).names) {
    if (view().symbol(symbol).module == used) declared.push_back(symbol);
  }
  for (const SymbolId symbol : declared) builder_.Import(module, symbol);
}

void Resolver::ImportNamed(ModuleId module, ModuleId used, const syntax::Name& name) {
  bool found = false;
  for (const Space space : kSpaces) {
    const SymbolId symbol = view().Find(used, space, name.text);
    if (!symbol.valid() || view().symbol(symbol).module != used) continue;
    found = true;
    const SymbolId taken = view().Find(module, space, name.text);
    if (taken.valid() && taken != symbol) {
      diagnostics_.Add({.code = Code::DuplicateName,
                        .span = name.span,
                        .message = "`" + name.text + "` means something else here",
                        .labels = {{view().symbol(taken).span, "this"}},
                        .help = "rename one of them"});
    }
    builder_.Import(module, symbol);
  }
  if (found || name.missing()) return;
  builder_.Lose(module, name.text);
  std::vector<std::string_view> known;
  for (const auto& [key, symbol] : view().scope(used).names) known.push_back(key.second);
  diagnostics_.Add({.code = Code::NotInModule,
                    .span = name.span,
                    .message = "`" + view().scope(used).name + "` declares no `" + name.text + "`",
                    .help = diagnostics::DidYouMean(name.text, known)});
}

}  // namespace bpol::resolve
