// symbols::Module: every top-level name of a project, where it is declared and who may see it.
// Turns syntax files into something that can be asked "what is `Account` here?". Fields, members, block-level `let`s
// and variables are not here: they need types or scopes, which check/ has. INVARIANT: refers to the syntax files it was
// made from; they must outlive it and keep their addresses. Thread safety: immutable after Resolve.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/file.h"
#include "runtime/base/id.h"

namespace bpol::symbols {

struct Symbol;
using SymbolId = Id<Symbol>;
using ModuleId = Id<struct ModuleScope>;

// Names of different spaces do not meet: `fact consent` and `obligation consent` may stand side by side.
enum class Space { Type, Action, Value, DataClass, Obligation, Key, Fixture };

enum class SymbolKind {
  Enum,
  Entity,
  Record,  // Type
  Action,  // Action
  Param,
  Table,
  Fact,
  Signal,
  Let,
  Def,  // Value: can be read or called in expressions
  Consent,
  Score,  // Value too
  Rules,
  Decide,
  Residency,
  Invariant,  // Value: blocks, so that ids are unique
  DataClass,
  Obligation,
  Key,
  Fixture,  // a space each
};

Space SpaceOf(SymbolKind kind);
// "a fact", "an enum": how messages call it.
std::string_view DescribeKind(SymbolKind kind);

struct Symbol {
  SymbolKind kind;
  std::string name;
  ModuleId module;
  std::uint32_t file;         // index into Module::files()
  std::uint32_t declaration;  // index into that file's declarations
  Span span;                  // of the name where it is declared
};

struct Import {
  std::string name;
  SymbolId symbol;
  Span span;  // of the name in the `use`
};

// What one file declares and imports. One file is one module.
struct ModuleScope {
  std::string name;    // "bank.vocabulary"; of a file without a `module` line the empty name
  std::uint32_t file;  // index into Module::files()
  std::map<std::pair<Space, std::string>, SymbolId, std::less<>> names;  // declared here or imported
  std::vector<ModuleId> uses;                                            // in text order, each once
  // What a `use` was to bring and could not, which is reported there; of a whole unknown module nobody knows the names.
  std::set<std::string, std::less<>> lost;
  bool lost_module = false;
};

class Module {
 public:
  std::span<const syntax::File> files() const { return files_; }
  const std::vector<ModuleScope>& modules() const { return modules_; }
  const std::vector<Symbol>& symbols() const { return symbols_; }

  const ModuleScope& scope(ModuleId id) const { return modules_[id.index]; }
  const Symbol& symbol(SymbolId id) const { return symbols_[id.index]; }
  const syntax::File& FileOf(const Symbol& symbol) const { return files_[symbol.file]; }
  const syntax::Declaration& DeclarationOf(const Symbol& symbol) const {
    return FileOf(symbol).declarations[symbol.declaration];
  }
  // The module that is file `index`; files and modules run in parallel.
  ModuleId ModuleOfFile(std::uint32_t index) const { return {index}; }

  // What `name` means in `module`: its own declarations and imports. Invalid where it means nothing.
  SymbolId Find(ModuleId module, Space space, std::string_view name) const;
  // All names of a space that `module` can see, for "did you mean".
  std::vector<std::string_view> NamesIn(ModuleId module, Space space) const;
  // The name of another module that declares `name`; empty where none does, or where that module has no name.
  std::string_view DeclaringModule(ModuleId other_than, Space space, std::string_view name) const;
  // Whether `name` may be one that a `use` with a mistake was to bring: then its absence is no news.
  bool MayBeLost(ModuleId module, std::string_view name) const {
    return scope(module).lost_module || scope(module).lost.contains(name);
  }
  // "module.Name", the id of a block; just the name in a module without one.
  std::string QualifiedName(SymbolId id) const;

 private:
  friend class ModuleBuilder;
  std::span<const syntax::File> files_;
  std::vector<ModuleScope> modules_;
  std::vector<Symbol> symbols_;
};

}  // namespace bpol::symbols
