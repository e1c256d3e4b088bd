// Typed: a checked expression with what the checker knows about it beyond its type.
#pragma once

#include <optional>

#include "compiler/check/knowledge.h"
#include "compiler/checked/checked.h"

namespace bpol::check {

using types::TypeRef;

struct Typed {
  checked::ExprId id;  // invalid for the error type
  TypeRef type;
  std::optional<Place> place;   // where the value is read, if it is only read
  Knowledge if_true, if_false;  // of a Bool: what its value tells
  std::optional<bool> fixed;    // of a Bool: the same for every request of this action; what it hides is not checked

  bool error() const { return type.error(); }
};

}  // namespace bpol::check
