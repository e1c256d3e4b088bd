// The rows of ops.def, and the type that an operation gives.
#pragma once

#include <optional>
#include <string_view>

#include "compiler/core/core.h"

namespace bpol::core {

struct OpInfo {
  std::string_view name;        // in core text
  std::string_view immediates;  // a letter each
  std::string_view operands;    // pattern
  std::string_view result;      // pattern
  bool declares_type() const { return result == "="; }
};

const OpInfo& InfoOf(Op op);
std::optional<Op> OpFromName(std::string_view name);

std::string_view NameOf(Rep rep);
std::optional<Rep> RepFromName(std::string_view name);
// `int`, and `int?` where it is optional.
std::string Print(Type type);
std::optional<Type> TypeFromName(std::string_view name);

// The type of a node by its operation and operands (its declared type where it declares one); nothing when they do not
// fit.
std::optional<Type> TypeOf(const Program& program, const Expr& expr);

}  // namespace bpol::core
