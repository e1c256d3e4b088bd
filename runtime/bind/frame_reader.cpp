#include "runtime/bind/frame_reader.h"

#include <bit>

#include "runtime/base/check.h"
#include "runtime/bind/record_bits.h"
#include "runtime/schema/layout.h"
#include "runtime/values/text.h"

namespace bpol::bind {

using decision::Value;
using schema::TypeKind;

namespace {

Value ReadBits(std::uint64_t bits, Arena& arena) {
  const std::span<Value> members = arena.AllocateArray<Value>(static_cast<std::size_t>(std::popcount(bits)));
  std::size_t next = 0;
  for (std::int64_t member = 0; bits != 0; ++member, bits >>= 1) {
    if (bits & 1) members[next++] = Value::Int(member);
  }
  return Value::Sequence(members);
}

Value ReadSequence(const schema::Unit& unit, const schema::Type& type, const std::byte* from, Arena& arena) {
  const Elements elements = Get<Elements>(from);
  const schema::Type& element = unit.types[type.element];
  const std::size_t size = schema::SizeOf(unit, element);
  const std::span<Value> read = arena.AllocateArray<Value>(elements.count);
  for (std::size_t i = 0; i < read.size(); ++i) read[i] = ReadValue(unit, element, elements.first + i * size, arena);
  return Value::Sequence(read);
}

// The arm that the tag of a union names; kNone for a record and where only the common fields exist.
std::uint32_t ArmOf(const schema::Record& type, const std::byte* record) {
  if (type.tag_field == schema::kNone) return schema::kNone;
  const auto member = Get<std::int64_t>(record + type.fields[type.tag_field].offset);
  return type.arm_of_member[static_cast<std::size_t>(member)];
}

}  // namespace

Value ReadValue(const schema::Unit& unit, const schema::Type& type, const std::byte* from, Arena& arena) {
  switch (type.kind) {
    case TypeKind::Bool:
    case TypeKind::Int:
    case TypeKind::Instant:
    case TypeKind::Date:
    case TypeKind::Duration:
    case TypeKind::Country:
    case TypeKind::Currency:
    case TypeKind::TimeOfDay:
    case TypeKind::Region:
    case TypeKind::Enum:
      return Value::Int(Get<std::int64_t>(from));
    case TypeKind::String:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
      return Value::Text(Get<values::Text>(from).View());
    case TypeKind::Money:
      return Value::Of(Get<values::Money>(from));
    case TypeKind::Decimal:
      return Value::Of(Get<values::Decimal>(from));
    case TypeKind::Ip:
      return Value::Of(Get<values::Ip>(from));
    case TypeKind::Cidr:
      return Value::Of(Get<values::Cidr>(from));
    case TypeKind::Record:
      return ReadRecord(unit, unit.records[type.declaration], from, arena);
    case TypeKind::Set:
    case TypeKind::List:
      return schema::IsBitSet(unit, type) ? ReadBits(Get<std::uint64_t>(from), arena)
                                          : ReadSequence(unit, type, from, arena);
  }
  BPOL_CHECK(false, "every kind of type can be read");
}

Value ReadField(const schema::Unit& unit, const schema::Field& field, const std::byte* record, Arena& arena) {
  if (field.unavailable_bit != schema::kNone && TestBit(record, field.unavailable_bit)) return Value::Unavailable();
  if (field.presence_bit != schema::kNone && !TestBit(record, field.presence_bit)) return Value::Absent();
  return ReadValue(unit, unit.types[field.type], record + field.offset, arena);
}

Value ReadRecord(const schema::Unit& unit, const schema::Record& type, const std::byte* record, Arena& arena) {
  const std::span<Value> fields = arena.AllocateArray<Value>(type.fields.size());
  const std::uint32_t arm = ArmOf(type, record);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const schema::Field& field = type.fields[i];
    if (field.arm == schema::kNone || field.arm == arm) fields[i] = ReadField(unit, field, record, arena);
  }
  return Value::Record(fields);
}

Value ReadPath(const schema::Unit& unit, const schema::Action& action, const std::byte* frame,
               std::span<const std::uint32_t> path, Arena& arena) {
  std::uint32_t record = action.frame;
  const std::byte* at = frame;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const schema::Field& field = unit.records[record].fields[path[i]];
    if (i + 1 == path.size()) return ReadField(unit, field, at, arena);
    if (field.unavailable_bit != schema::kNone && TestBit(at, field.unavailable_bit)) return Value::Unavailable();
    if (field.presence_bit != schema::kNone && !TestBit(at, field.presence_bit)) return Value::Absent();
    at += field.offset;
    record = unit.types[field.type].declaration;
  }
  BPOL_CHECK(false, "a path names at least one field");
}

}  // namespace bpol::bind
