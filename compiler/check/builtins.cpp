#include "compiler/check/builtins.h"

namespace bpol::check {

namespace {

using checked::Builtin;
using schema::TypeKind;

constexpr Signature kSignatures[] = {
    {"age", Builtin::Age, TypeKind::Instant, TypeKind::Duration},
    {"days", Builtin::Days, TypeKind::Int, TypeKind::Duration},
    {"length", Builtin::Length, TypeKind::String, TypeKind::Int, 0},
};

constexpr std::string_view kNames[] = {"age",  "clamp",  "count", "date", "days",  "floor",
                                       "hour", "length", "max",   "min",  "minor", "round"};

}  // namespace

std::optional<Signature> FindBuiltin(std::string_view name) {
  for (const Signature& signature : kSignatures) {
    if (signature.name == name) return signature;
  }
  return std::nullopt;
}

std::span<const std::string_view> BuiltinNames() {
  return kNames;
}

}  // namespace bpol::check
