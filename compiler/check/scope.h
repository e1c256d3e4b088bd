// Scope: what the names of an expression can mean where it stands, and what is known there.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/check/session.h"
#include "compiler/check/typed.h"

namespace bpol::check {

// One action while the expressions that it reaches are checked. Facts, signals and cells join it when they are first
// read.
struct ActionState {
  std::uint32_t action = kNone;  // index in Unit::actions and schema.actions
  // Checks what no action reaches: parts of an action are then of the error type, so that only certain mistakes are
  // told.
  bool any_action = false;
  std::map<std::uint32_t, Typed> cells = {};                  // by symbol: the value of a let, consent or score
  std::set<std::uint32_t> open = {};                          // symbols whose value is being checked
  std::map<std::uint32_t, std::uint32_t> fact_fields = {};    // fact -> field of the frame
  std::map<std::uint32_t, std::uint32_t> signal_fields = {};  // signal -> field of the frame
  std::uint32_t variables = 0;                                // how many have been numbered
};

// A name that is not of the module: a variable, an alias, a block's or a line's `let`.
struct Local {
  std::string name;
  Typed value;
};

struct Scope {
  symbols::ModuleId module;
  const syntax::File* file = nullptr;
  ActionState* action = nullptr;   // null: only constants
  ActionState* numbers = nullptr;  // numbers the variables of a definition that is called in an action; may be null
  std::vector<Local> locals = {};  // the last of a name is meant
  Knowledge known = {};
  std::optional<Typed> opened = {};  // `opens context`: its fields are names
  TypeRef object = {};               // redaction: the record whose fields are names
  std::optional<Typed> now = {};     // tests: the `now` of their fixture
  std::uint32_t quantifiers = 0;     // how many stand around
  // The text is checked for several actions, so that `resource is present` asks whether this one has a resource at all.
  bool shared = false;
  bool in_definition = false;  // the body of a `def`: parameters and constants
  std::uint32_t deepest = 0;   // the greatest Definition::depth of what was called
};

// Puts back what a scope knew and how many locals it had, when a branch ends.
class Branch {
 public:
  Branch(Scope& scope, const Knowledge& known) : scope_(scope), before_(scope.known), locals_(scope.locals.size()) {
    scope.known.Add(known);
  }
  ~Branch() {
    scope_.known = std::move(before_);
    scope_.locals.resize(locals_);
  }
  Branch(const Branch&) = delete;
  Branch& operator=(const Branch&) = delete;

 private:
  Scope& scope_;
  Knowledge before_;
  std::size_t locals_;
};

}  // namespace bpol::check
