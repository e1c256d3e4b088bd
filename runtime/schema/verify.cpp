#include "runtime/schema/verify.h"

#include <algorithm>
#include <vector>

#include "runtime/schema/layout.h"
#include "runtime/schema/verifier.h"

namespace bpol::schema {
namespace {

constexpr std::size_t kMostEnumMembers = 64;  // a set of an enum is one word
constexpr std::size_t kMostRegions = 64;      // so is a set of regions
constexpr std::uint32_t kDeepestNesting = 32;
constexpr std::uint32_t kLargestRecord = 1u << 24;

}  // namespace

bool Verifier::Fits(bool fits, std::string_view what) {
  if (!fits && wrong_.empty()) wrong_ = what;
  return wrong_.empty();
}

void Verifier::Types() {
  Fits(unit_.regions.size() <= kMostRegions, "a unit with more than 64 regions");
  for (const Enum& declaration : unit_.enums) {
    Fits(!declaration.members.empty() && declaration.members.size() <= kMostEnumMembers, "the members of an enum");
    IndexOrNone(declaration.otherwise, declaration.members.size(), "the catch-all of an enum");
  }
  for (std::uint32_t i = 0; i < unit_.types.size(); ++i) Type(i);
}

void Verifier::Type(std::uint32_t index) {
  const schema::Type& type = unit_.types[index];
  if (type.kind == TypeKind::Enum) Index(type.declaration, unit_.enums.size(), "the enum of a type");
  if (type.kind == TypeKind::Record) Index(type.declaration, unit_.records.size(), "the record of a type");
  if (type.kind != TypeKind::Set && type.kind != TypeKind::List) return;
  // Elements come first, so that no type is an element of itself.
  if (!Fits(type.element < index, "the element of a type")) return;
  const TypeKind element = unit_.types[type.element].kind;
  const bool scalar = element != TypeKind::Record && element != TypeKind::Set && element != TypeKind::List;
  Fits(type.kind == TypeKind::List || scalar, "a set that holds no scalars");
  if (!IsMap(type)) return;
  const schema::Type& entry = unit_.types[type.element];
  const bool pair = type.kind == TypeKind::List && entry.kind == TypeKind::Record &&
                    entry.declaration == type.declaration && entry.declaration < unit_.records.size() &&
                    unit_.records[entry.declaration].fields.size() == 2;
  if (!Fits(pair, "the entries of a map")) return;
  for (const schema::Field& field : unit_.records[entry.declaration].fields)
    Fits(field.presence_bit == kNone && field.arm == kNone, "the entries of a map");
}

void Verifier::Records() {
  for (std::uint32_t i = 0; i < unit_.records.size(); ++i) Nesting(i, 0);
  if (!wrong_.empty()) return;
  for (const schema::Record& record : unit_.records) Record(record);
}

// Depth-first with a bound: a record inside itself would go on for ever.
void Verifier::Nesting(std::uint32_t record, std::uint32_t depth) {
  if (!Fits(depth < kDeepestNesting, "a record that nests too deeply")) return;
  for (const schema::Field& field : unit_.records[record].fields) {
    if (!Index(field.type, unit_.types.size(), "the type of a field")) return;
    const schema::Record* below = RecordBelow(field);
    if (below != nullptr) Nesting(static_cast<std::uint32_t>(below - unit_.records.data()), depth + 1);
    if (!wrong_.empty()) return;
  }
}

const schema::Record* Verifier::RecordBelow(const schema::Field& field) const {
  const schema::Type* type = &unit_.types[field.type];
  while (type->kind == TypeKind::Set || type->kind == TypeKind::List) type = &unit_.types[type->element];
  return type->kind == TypeKind::Record ? &unit_.records[type->declaration] : nullptr;
}

void Verifier::Record(const schema::Record& record) {
  Fits(record.size > 0 && record.size <= kLargestRecord && record.size % 8 == 0, "the size of a record");
  Fits(record.presence_words <= record.size / 8, "the presence words of a record");
  std::uint32_t end = record.presence_words * 8;
  for (const schema::Field& field : record.fields) {
    Field(record, field, &end);
    if (!wrong_.empty()) return;
  }
  if (record.tag_field == kNone) return;
  if (!Index(record.tag_field, record.fields.size(), "the tag of a union")) return;
  const schema::Type& tag = unit_.types[record.fields[record.tag_field].type];
  if (!Fits(tag.kind == TypeKind::Enum, "a tag that is no enum")) return;
  Fits(record.arm_of_member.size() == unit_.enums[tag.declaration].members.size(), "the arms of a union");
  for (const std::uint32_t arm : record.arm_of_member) IndexOrNone(arm, record.arms.size(), "the arm of a member");
}

// Fields stand one behind the other.
void Verifier::Field(const schema::Record& record, const schema::Field& field, std::uint32_t* end) {
  const std::size_t bits = std::size_t{record.presence_words} * 64;
  IndexOrNone(field.presence_bit, bits, "the presence bit of a field");
  IndexOrNone(field.unavailable_bit, bits, "the unavailable bit of a field");
  IndexOrNone(field.arm, record.arms.size(), "the arm of a field");
  const schema::Type& type = unit_.types[field.type];
  if (type.kind == TypeKind::Record && !Fits(unit_.records[type.declaration].size > 0, "a record without a size"))
    return;
  Fits(field.offset >= *end && field.offset % 8 == 0 && field.offset <= record.size, "the offset of a field");
  if (!wrong_.empty()) return;
  *end = field.offset + SizeOf(unit_, type);
  Fits(*end <= record.size, "a field outside its record");
}

Status Verify(const Unit& unit) {
  Verifier verifier(unit);
  using Step = void (Verifier::*)();
  for (const Step step : {&Verifier::Types, &Verifier::Records, &Verifier::Lines, &Verifier::Sources,
                          &Verifier::Redactions, &Verifier::Actions, &Verifier::Routes, &Verifier::Lifecycles}) {
    (verifier.*step)();
    if (!verifier.wrong().empty()) return Error{"the schema of a unit is damaged: " + verifier.wrong()};
  }
  return {};
}

}  // namespace bpol::schema
