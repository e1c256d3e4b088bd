// TypeTable: the types of a unit under construction, each kept once, with the questions that checking asks of them.
// INVARIANT: types are only added; an index stays what it was. Thread safety: one thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>

#include "compiler/types/type_ref.h"
#include "runtime/schema/schema.h"

namespace bpol::types {

class TypeTable {
 public:
  // `unit` outlives the table; its `types` are filled here. `text_bound`: bytes of a String that says no `max`.
  TypeTable(schema::Unit& unit, std::uint32_t text_bound) : unit_(unit), text_bound_(text_bound) {}

  std::uint32_t Intern(const schema::Type& type);
  // A kind that needs nothing else; a String has the project's bound, an Int its whole range.
  TypeRef Scalar(schema::TypeKind kind);
  TypeRef Int(std::int64_t minimum, std::int64_t maximum);
  TypeRef Enum(std::uint32_t declaration);
  TypeRef Record(std::uint32_t declaration);
  TypeRef SetOf(TypeRef element, std::uint32_t bound);
  TypeRef ListOf(TypeRef element, std::uint32_t bound);
  // `entry`: a record {key, value}.
  TypeRef MapOf(TypeRef entry, std::uint32_t bound);

  // `type` is not the error type.
  const schema::Type& At(TypeRef type) const { return unit_.types[type.type]; }
  schema::TypeKind KindOf(TypeRef type) const { return At(type).kind; }
  bool Is(TypeRef type, schema::TypeKind kind) const { return !type.error() && KindOf(type) == kind; }
  bool IsCollection(TypeRef type) const;
  bool IsMap(TypeRef type) const;
  // Of a Set or List; of a Map its entries.
  TypeRef ElementOf(TypeRef type) const { return {At(type).element, false}; }

  // The same type but for ranges, bounds and absence.
  bool Same(TypeRef left, TypeRef right) const;
  // A value of `from` is a value of `to`: the same type, and absent only where `to` may be.
  bool Fits(TypeRef from, TypeRef to) const { return Same(from, to) && (to.optional || !from.optional); }
  // The type of a value that is of one or the other; both are the same type.
  TypeRef Join(TypeRef left, TypeRef right);

  // Sorted and compared by number: Int, Decimal, Instant, Date, TimeOfDay, Duration, and enums that are ordered.
  bool IsOrdered(TypeRef type) const;
  // What `==` can ask: everything but collections and records.
  bool HasEquality(TypeRef type) const;
  // What a Set can hold: what has a total order in runtime/decision.
  bool CanBeElement(TypeRef type) const;

  // As policies write it: `Set<String>?`, without ranges and bounds.
  std::string Name(TypeRef type) const;

 private:
  schema::Unit& unit_;
  std::uint32_t text_bound_;
  using Key = std::tuple<schema::TypeKind, std::uint32_t, std::uint32_t, std::uint32_t, std::int64_t, std::int64_t>;
  std::map<Key, std::uint32_t> known_;
};

// The kind that a policy calls `name`, for the scalars of the language.
bool ScalarKind(std::string_view name, schema::TypeKind* kind);
std::string_view KindName(schema::TypeKind kind);

}  // namespace bpol::types
