// Session: one run of the checker; what its parts share. Each part fills its own piece of `unit`, in the order of
// check.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "compiler/check/reporter.h"
#include "compiler/check/typed.h"
#include "compiler/checked/checked.h"
#include "compiler/checked/project.h"
#include "compiler/symbols/symbols.h"
#include "compiler/types/class_order.h"
#include "compiler/types/type_table.h"

namespace bpol::check {

using schema::kNone;
using schema::TypeKind;

// A `param` with the value that it has in this project. The type is the declared one: a comparison that holds for this
// value only is no mistake.
struct Param {
  TypeRef type;  // the error type when the declaration or the value was wrong
  decision::Value value;
};

// A `def` as declared. Its body is checked once by itself, and once more wherever it is called, which is where its
// arguments' classes are known.
struct Definition {
  enum class State : std::uint8_t { Unchecked, Open, Good, Wrong };
  symbols::ModuleId module;
  const syntax::File* file = nullptr;
  const syntax::DefDecl* node = nullptr;
  std::vector<TypeRef> parameters = {};
  TypeRef result = {};
  State state = State::Unchecked;
  std::uint32_t depth = 0;  // how many definitions stand one inside another, this one included
};

// A block as declared, beside schema.blocks: where its text is and for which actions it speaks.
struct BlockText {
  symbols::ModuleId module;
  const syntax::File* file = nullptr;
  const syntax::RuleBlock* rules = nullptr;          // or
  const syntax::ResidencyDecl* residency = nullptr;  // this
  std::vector<std::uint32_t> actions = {};           // of rules and decide
  std::vector<std::uint32_t> classes = {};           // of residency
};

struct Session {
  Session(const symbols::Module& module_, const checked::Project& project_, Diagnostics& diagnostics);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const symbols::Module& module;
  const checked::Project& project;
  Reporter report;
  checked::Unit unit;
  types::TypeTable types;                      // fills unit.schema.types
  std::vector<std::uint32_t> index;            // by symbol: its place in the list of its kind; kNone until declared
  std::vector<Param> params;                   // the list of SymbolKind::Param
  std::vector<Definition> definitions;         // the list of SymbolKind::Def
  std::uint32_t loose_variables = 0;           // numbers of variables outside of any action
  std::vector<std::uint32_t> default_classes;  // by module; kNone where it has none
  std::optional<types::ClassOrder> classes;    // set by DeclareClasses
  std::vector<std::uint32_t> consent_facts;    // by consent: the fact that it is about

  // By obligation, by parameter: the class that it may carry, kNone where it declares none.
  std::vector<std::vector<std::uint32_t>> obligation_classes;
  std::vector<std::vector<Span>> field_spans;  // by record, by field: its name where it is declared
  std::vector<BlockText> blocks;               // by block

  checked::ExprId Add(checked::Node node, TypeRef type, std::uint64_t classes_of_value, Span span);
  const checked::Expr& At(checked::ExprId id) const { return unit.exprs[id.index]; }
  // The index of a site's name, added when it is new.
  std::uint32_t Site(std::string_view name);

  std::uint32_t IndexOf(symbols::SymbolId symbol) const { return index[symbol.index]; }
  const schema::Record& RecordOf(TypeRef type) const { return unit.schema.records[types.At(type).declaration]; }
  const schema::Enum& EnumOf(TypeRef type) const { return unit.schema.enums[types.At(type).declaration]; }
  // The bits of the data class of a field, empty where it has none.
  std::uint64_t ClassBits(TypeRef record, std::uint32_t field) const;

  // A Map of these; `data_class` of what it holds.
  TypeRef MapOf(TypeRef key, TypeRef value, std::uint32_t bound, std::uint32_t data_class);
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t> map_entries;  // records, by the same

  // `Bool` and friends, by kind.
  TypeRef Scalar(TypeKind kind) { return types.Scalar(kind); }
  std::string_view Keep(std::string_view text) { return unit.constants->Copy(text); }

  // Every declaration of one kind, in order of modules and text: visit(ModuleId, const File&, const D&, const
  // Declaration&).
  template <typename D, typename Visit>
  void ForEach(Visit&& visit) const {
    for (std::uint32_t file = 0; file < module.files().size(); ++file) {
      for (const syntax::Declaration& declaration : module.files()[file].declarations) {
        if (const D* node = std::get_if<D>(&declaration.node))
          visit(module.ModuleOfFile(file), module.files()[file], *node, declaration);
      }
    }
  }
  // The symbol that `declaration`, named `name`, was given; invalid when the name was taken.
  symbols::SymbolId SymbolOf(symbols::ModuleId in, symbols::Space space, const syntax::Name& name) const;
};

}  // namespace bpol::check
