#include "runtime/schema/layout.h"

#include <algorithm>

#include "runtime/base/check.h"

namespace bpol::schema {
namespace {

void LayOutRecord(Unit& unit, std::uint32_t index) {
  Record& record = unit.records[index];
  if (record.size != 0) return;
  std::uint32_t bits = 0;
  for (const Field& field : record.fields) {
    if (field.presence_bit != kNone) bits = std::max(bits, field.presence_bit + 1);
    if (field.unavailable_bit != kNone) bits = std::max(bits, field.unavailable_bit + 1);
  }
  std::uint32_t offset = (bits + 63) / 64 * 8;
  const std::uint32_t presence_words = offset / 8;
  for (std::size_t i = 0; i < unit.records[index].fields.size(); ++i) {
    const Type& type = unit.types[unit.records[index].fields[i].type];
    if (type.kind == TypeKind::Record) LayOutRecord(unit, type.declaration);
    unit.records[index].fields[i].offset = offset;
    offset += SizeOf(unit, type);
  }
  // An empty record still has a size, so that "laid out" can be told from "not yet".
  unit.records[index].size = std::max(offset, 8u);
  unit.records[index].presence_words = presence_words;
}

}  // namespace

bool IsText(TypeKind kind) {
  switch (kind) {
    case TypeKind::String:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
      return true;
    case TypeKind::Bool:
    case TypeKind::Int:
    case TypeKind::Money:
    case TypeKind::Decimal:
    case TypeKind::Instant:
    case TypeKind::Date:
    case TypeKind::TimeOfDay:
    case TypeKind::Duration:
    case TypeKind::Country:
    case TypeKind::Currency:
    case TypeKind::Region:
    case TypeKind::Ip:
    case TypeKind::Cidr:
    case TypeKind::Enum:
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      return false;
  }
  BPOL_CHECK(false, "every kind of type is held somehow");
}

bool IsBitSet(const Unit& unit, const Type& type) {
  return type.kind == TypeKind::Set && unit.types[type.element].kind == TypeKind::Enum;
}

bool IsMap(const Type& type) {
  return type.kind == TypeKind::List && type.declaration != kNone;
}

std::uint32_t SizeOf(const Unit& unit, const Type& type) {
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
      return 8;
    case TypeKind::String:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
    case TypeKind::Money:
    case TypeKind::Decimal:
    case TypeKind::Ip:
    case TypeKind::List:
      return 16;
    case TypeKind::Set:
      return IsBitSet(unit, type) ? 8 : 16;
    case TypeKind::Cidr:
      return 24;
    case TypeKind::Record:
      BPOL_CHECK(unit.records[type.declaration].size != 0, "a record is laid out before its size is asked");
      return unit.records[type.declaration].size;
  }
  BPOL_CHECK(false, "every kind of type has a size");
}

void IndexNames(Unit& unit) {
  std::vector<std::string_view> names;
  for (Record& record : unit.records) {
    names.clear();
    for (const Field& field : record.fields) names.push_back(field.name);
    record.names = NameTable(names);
  }
  for (Enum& declared : unit.enums) {
    names.clear();
    for (const EnumMember& member : declared.members) names.push_back(member.wire);
    declared.wires = NameTable(names);
  }
}

void LayOut(Unit& unit) {
  // Presence bits first: they decide where the fields begin.
  for (Record& record : unit.records) {
    std::uint32_t bit = 0;
    for (Field& field : record.fields) {
      if (field.presence_bit != kNone) field.presence_bit = bit++;
      if (field.unavailable_bit != kNone) field.unavailable_bit = bit++;
    }
  }
  for (std::uint32_t i = 0; i < unit.records.size(); ++i) {
    for (const Field& field : unit.records[i].fields) {
      const Type& type = unit.types[field.type];
      if (type.element != kNone && unit.types[type.element].kind == TypeKind::Record)
        LayOutRecord(unit, unit.types[type.element].declaration);
    }
    LayOutRecord(unit, i);
  }
  IndexNames(unit);
}

}  // namespace bpol::schema
