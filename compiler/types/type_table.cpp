#include "compiler/types/type_table.h"

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/schema/layout.h"

namespace bpol::types {

using schema::Type;
using schema::TypeKind;

std::uint32_t TypeTable::Intern(const Type& type) {
  const Key key{type.kind, type.declaration, type.element, type.bound, type.minimum, type.maximum};
  const auto [place, is_new] = known_.try_emplace(key, static_cast<std::uint32_t>(unit_.types.size()));
  if (is_new) unit_.types.push_back(type);
  return place->second;
}

TypeRef TypeTable::Scalar(TypeKind kind) {
  return {Intern({.kind = kind, .bound = kind == TypeKind::String ? text_bound_ : 0}), false};
}

TypeRef TypeTable::Int(std::int64_t minimum, std::int64_t maximum) {
  return {Intern({.kind = TypeKind::Int, .minimum = minimum, .maximum = maximum}), false};
}

TypeRef TypeTable::Enum(std::uint32_t declaration) {
  return {Intern({.kind = TypeKind::Enum, .declaration = declaration}), false};
}

TypeRef TypeTable::Record(std::uint32_t declaration) {
  return {Intern({.kind = TypeKind::Record, .declaration = declaration}), false};
}

TypeRef TypeTable::SetOf(TypeRef element, std::uint32_t bound) {
  return {Intern({.kind = TypeKind::Set, .element = element.type, .bound = bound}), false};
}

TypeRef TypeTable::ListOf(TypeRef element, std::uint32_t bound) {
  return {Intern({.kind = TypeKind::List, .element = element.type, .bound = bound}), false};
}

TypeRef TypeTable::MapOf(TypeRef entry, std::uint32_t bound) {
  const std::uint32_t record = At(entry).declaration;
  return {Intern({.kind = TypeKind::List, .declaration = record, .element = entry.type, .bound = bound}), false};
}

bool TypeTable::IsMap(TypeRef type) const {
  return !type.error() && schema::IsMap(At(type));
}

bool TypeTable::IsCollection(TypeRef type) const {
  return Is(type, TypeKind::Set) || Is(type, TypeKind::List);
}

bool TypeTable::Same(TypeRef left, TypeRef right) const {
  if (left.error() || right.error()) return false;
  if (left.type == right.type) return true;
  const Type& a = At(left);
  const Type& b = At(right);
  if (a.kind != b.kind || a.declaration != b.declaration) return false;
  return !IsCollection(left) || Same(ElementOf(left), ElementOf(right));
}

TypeRef TypeTable::Join(TypeRef left, TypeRef right) {
  Type joined = At(left);
  const Type other = At(right);
  joined.bound = std::max(joined.bound, other.bound);
  joined.minimum = std::min(joined.minimum, other.minimum);
  joined.maximum = std::max(joined.maximum, other.maximum);
  return {Intern(joined), left.optional || right.optional};
}

bool TypeTable::IsOrdered(TypeRef type) const {
  switch (KindOf(type)) {
    case TypeKind::Int:
    case TypeKind::Instant:
    case TypeKind::Date:
    case TypeKind::Duration:
    case TypeKind::TimeOfDay:
    case TypeKind::Decimal:
      return true;
    case TypeKind::Enum:
      return unit_.enums[At(type).declaration].ordered;
    case TypeKind::Bool:
    case TypeKind::String:
    case TypeKind::Money:
    case TypeKind::Country:
    case TypeKind::Region:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
    case TypeKind::Currency:
    case TypeKind::Ip:
    case TypeKind::Cidr:
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      return false;
  }
  BPOL_CHECK(false, "every kind of type is ordered or not");
}

bool TypeTable::HasEquality(TypeRef type) const {
  return !IsCollection(type) && !Is(type, TypeKind::Record);
}

bool TypeTable::CanBeElement(TypeRef type) const {
  return HasEquality(type) && !Is(type, TypeKind::Money) && !Is(type, TypeKind::Decimal);
}

std::string TypeTable::Name(TypeRef type) const {
  if (type.error()) return "?";
  const Type& at = At(type);
  std::string name;
  if (at.kind == TypeKind::Enum) {
    name = unit_.enums[at.declaration].name;
  } else if (at.kind == TypeKind::Record || IsMap(type)) {
    name = unit_.records[at.declaration].name;
  } else if (IsCollection(type)) {
    name = std::string(KindName(at.kind)) + "<" + Name(ElementOf(type)) + ">";
  } else {
    name = KindName(at.kind);
  }
  return type.optional ? name + "?" : name;
}

namespace {

struct NamedKind {
  std::string_view name;
  TypeKind kind;
};

constexpr NamedKind kScalars[] = {
    {"Bool", TypeKind::Bool},         {"Int", TypeKind::Int},         {"String", TypeKind::String},
    {"Money", TypeKind::Money},       {"Instant", TypeKind::Instant}, {"Date", TypeKind::Date},
    {"Duration", TypeKind::Duration}, {"Country", TypeKind::Country}, {"Region", TypeKind::Region},
    {"Iban", TypeKind::Iban},         {"Pan", TypeKind::Pan},         {"Ip", TypeKind::Ip},
    {"Cidr", TypeKind::Cidr},         {"Decimal", TypeKind::Decimal}, {"TimeOfDay", TypeKind::TimeOfDay},
    {"Currency", TypeKind::Currency}, {"Bic", TypeKind::Bic},         {"Lei", TypeKind::Lei},
    {"Email", TypeKind::Email},       {"Phone", TypeKind::Phone},
};

}  // namespace

bool ScalarKind(std::string_view name, TypeKind* kind) {
  for (const NamedKind& scalar : kScalars) {
    if (scalar.name != name) continue;
    *kind = scalar.kind;
    return true;
  }
  return false;
}

std::string_view KindName(TypeKind kind) {
  switch (kind) {
    case TypeKind::Enum:
      return "enum";
    case TypeKind::Record:
      return "record";
    case TypeKind::Set:
      return "Set";
    case TypeKind::List:
      return "List";
    case TypeKind::Bool:
    case TypeKind::Int:
    case TypeKind::String:
    case TypeKind::Money:
    case TypeKind::Instant:
    case TypeKind::Date:
    case TypeKind::Duration:
    case TypeKind::Country:
    case TypeKind::Region:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Decimal:
    case TypeKind::Currency:
    case TypeKind::TimeOfDay:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
    case TypeKind::Ip:
    case TypeKind::Cidr:
      break;
  }
  for (const NamedKind& scalar : kScalars) {
    if (scalar.kind == kind) return scalar.name;
  }
  BPOL_CHECK(false, "every kind of type has a name");
}

}  // namespace bpol::types
