// The functions that policies call by name: what they take and what they give. Operators map to the other builtins in
// check_arithmetic.cpp and check_compare.cpp; `floor`, `round`, `min`, `max`, `clamp`, `minor`, `date` and `hour` have
// rules of their own in check_call.cpp.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "compiler/checked/checked.h"

namespace bpol::check {

struct Signature {
  std::string_view name;
  checked::Builtin builtin;
  schema::TypeKind parameter;
  schema::TypeKind result;
  std::int64_t least = INT64_MIN;  // of an Int result
};

// `count` takes any collection and stands for itself.
std::optional<Signature> FindBuiltin(std::string_view name);
// Every name that can be called, for "did you mean".
std::span<const std::string_view> BuiltinNames();

}  // namespace bpol::check
