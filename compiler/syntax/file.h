// File: one policy file as written. Owns all its nodes; ids are valid only in the file that made them.
// INVARIANT: always a whole tree; where text did not fit stand Missing nodes, and a diagnostic says so.
// Thread safety: immutable once parsed.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/syntax/block.h"
#include "compiler/syntax/declaration.h"
#include "compiler/syntax/edge.h"
#include "compiler/syntax/expr.h"
#include "compiler/syntax/name.h"
#include "compiler/syntax/token.h"

namespace bpol::syntax {

struct Declaration {
  Span span;
  std::variant<ClassDecl, DefaultClassDecl, AcrDecl, EnumDecl, EntityDecl, RecordDecl, ActionDecl, ParamDecl, TableDecl,
               FactDecl, SignalDecl, KeyDecl, ObligationDecl, LetDecl, DefDecl, RuleBlock, ConsentDecl, LifecycleDecl,
               ResidencyDecl, RedactDecl, ScoreDecl, BindDecl, FixtureDecl, ScenarioTest, TableTest, InvariantDecl>
      node;
};

struct Use {  // use std.geo (EEA, adequacy)
  Path module;
  std::vector<Name> names;  // empty: everything that the module declares
  Span span;
};

struct File {
  std::uint32_t source = Span::kNoFile;  // id in the SourceMap
  Span span;
  std::optional<Path> module;
  std::vector<Use> uses;
  std::vector<Declaration> declarations;  // in text order
  std::vector<Expr> exprs;
  std::vector<TypeExpr> types;
  std::vector<Token> tokens;  // everything but white space, in text order; for format/ and editors

  const Expr& expr(ExprId id) const { return exprs[id.index]; }
  const TypeExpr& type(TypeExprId id) const { return types[id.index]; }
};

}  // namespace bpol::syntax
