// TypeRef: the type of an expression. Thread safety: a value.
#pragma once

#include <cstdint>

#include "runtime/schema/schema.h"

namespace bpol::types {

// An index in schema::Unit::types, and whether the value may be absent (`T?`). Without an index it is the error type:
// the mistake has been reported, and whatever meets it keeps silent.
struct TypeRef {
  std::uint32_t type = schema::kNone;
  bool optional = false;

  bool error() const { return type == schema::kNone; }
  friend bool operator==(TypeRef, TypeRef) = default;
};

}  // namespace bpol::types
