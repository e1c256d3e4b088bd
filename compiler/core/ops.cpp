#include "compiler/core/ops.h"

#include <iterator>

#include "runtime/base/check.h"

namespace bpol::core {
namespace {

constexpr OpInfo Row(std::string_view name, std::string_view immediates, std::string_view signature) {
  const std::size_t arrow = signature.find('>');
  return {name, immediates, signature.substr(0, arrow), signature.substr(arrow + 1)};
}

constexpr OpInfo kOps[] = {
#define BPOL_OP(name, spelling, immediates, signature) Row(spelling, immediates, signature),
#include "compiler/core/ops.def"
#undef BPOL_OP
};

constexpr std::string_view kReps[] = {"bool", "int", "text", "money", "decimal", "ip", "cidr", "sequence", "record"};

}  // namespace

std::uint32_t BytesOf(Rep rep) {
  switch (rep) {
    case Rep::Bool:
    case Rep::Int:
    case Rep::Record:
      return 8;
    case Rep::Text:
    case Rep::Money:
    case Rep::Decimal:
    case Rep::Ip:
    case Rep::Sequence:
      return 16;
    case Rep::Cidr:
      return 24;
  }
  BPOL_CHECK(false, "every representation has a size");
}

const OpInfo& InfoOf(Op op) {
  return kOps[static_cast<std::size_t>(op)];
}

std::optional<Op> OpFromName(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kOps); ++i) {
    if (kOps[i].name == name) return static_cast<Op>(i);
  }
  return std::nullopt;
}

std::string_view NameOf(Rep rep) {
  return kReps[static_cast<std::size_t>(rep)];
}

std::optional<Rep> RepFromName(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kReps); ++i) {
    if (kReps[i] == name) return static_cast<Rep>(i);
  }
  return std::nullopt;
}

std::string Print(Type type) {
  return std::string(NameOf(type.rep)) + (type.optional ? "?" : "");
}

std::optional<Type> TypeFromName(std::string_view name) {
  Type type;
  if (name.ends_with('?')) {
    type.optional = true;
    name.remove_suffix(1);
  }
  const std::optional<Rep> rep = RepFromName(name);
  if (!rep) return std::nullopt;
  type.rep = *rep;
  return type;
}

}  // namespace bpol::core
