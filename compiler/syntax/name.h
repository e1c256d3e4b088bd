// Names, texts and ids: the leaves that every node of the syntax tree is made of.
#pragma once

#include <string>
#include <vector>

#include "compiler/source/span.h"
#include "runtime/base/id.h"

namespace bpol::syntax {

struct Expr;
struct TypeExpr;
using ExprId = Id<Expr>;          // index into File::exprs
using TypeExprId = Id<TypeExpr>;  // index into File::types

// A name as written. Missing where the text had none: then `text` is empty, `span` says where it should stand, and the
// author has been told.
struct Name {
  std::string text;
  Span span;

  bool missing() const { return text.empty(); }
};

// `a.b.c`; has at least one part.
struct Path {
  std::vector<Name> parts;
  Span span;

  // The parts with dots between.
  std::string Dotted() const;
};

// A quoted text, escapes already read; the span includes the quotes.
struct Text {
  std::string value;
  Span span;
};

}  // namespace bpol::syntax
