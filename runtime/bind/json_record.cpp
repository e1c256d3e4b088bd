// Records, entities and unions by tag: which member belongs to which field, what is missing, what nobody declared.
#include "runtime/base/check.h"
#include "runtime/bind/json_decoder.h"
#include "runtime/bind/record_bits.h"

namespace bpol::bind {

using simdjson::dom::object;
using values::Fault;

struct JsonDecoder::Members {
  std::span<Element> elements;    // by field
  std::span<std::uint8_t> there;  // by field: 1 where the object has the member
};

namespace {

bool InArm(const schema::Field& field, std::uint32_t arm) {
  return field.arm == schema::kNone || field.arm == arm;
}

std::uint32_t FindField(const schema::Record& record, std::uint32_t arm, std::string_view name) {
  for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
    if (record.fields[i].name == name && InArm(record.fields[i], arm)) return i;
  }
  return schema::kNone;
}

}  // namespace

Fault JsonDecoder::DecodeRecord(const schema::Record& record, Element element, Wanted wanted, std::byte* out) {
  object members_of_object;
  if (element.get(members_of_object)) return Fault::InputMisfit;
  std::uint32_t arm = schema::kNone;
  if (record.tag_field != schema::kNone) {
    if (const Fault fault = FindArm(record, members_of_object, &arm); fault != Fault::None) return fault;
  }
  Members members{arena_.AllocateArray<Element>(record.fields.size()),
                  arena_.AllocateArray<std::uint8_t>(record.fields.size())};
  if (const Fault fault = Sort(record, arm, members_of_object, members); fault != Fault::None) return fault;
  for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
    if (!InArm(record.fields[i], arm)) continue;
    // The tag says which arm the others are in, so it is decoded even where no rule names it.
    const bool tag = i == record.tag_field;
    const schema::Live* live = wanted.Find(i);
    if (!wanted.whole && live == nullptr && !tag) continue;
    const Wanted below = live == nullptr ? Wanted::All() : Wanted::Of(*live);
    const Fault fault = DecodeMember(record, i, members, wanted.whole ? Wanted::All() : below, out);
    if (fault != Fault::None) return fault;
  }
  return Fault::None;
}

// The arm of a union, from its tag, before any other member is looked at.
Fault JsonDecoder::FindArm(const schema::Record& record, object members, std::uint32_t* arm) {
  const schema::Field& tag = record.fields[record.tag_field];
  trail_.Enter(tag.name);
  Element element;
  if (members.at_key(tag.name).get(element)) return Fault::InputMissing;
  std::int64_t member = 0;
  const Fault fault = DecodeValue(unit_.types[tag.type], element, Wanted::All(), reinterpret_cast<std::byte*>(&member));
  if (fault != Fault::None) return fault;
  trail_.Leave();
  *arm = record.arm_of_member[static_cast<std::size_t>(member)];
  return Fault::None;
}

// Undeclared and repeated members, in the order of the text.
Fault JsonDecoder::Sort(const schema::Record& record, std::uint32_t arm, object object_members, Members& members) {
  for (const auto& member : object_members) {
    const std::uint32_t index = FindField(record, arm, member.key);
    if (index == schema::kNone && undeclared_ == Undeclared::Ignored) continue;
    if (index == schema::kNone || members.there[index] != 0) {
      trail_.Enter(ShownName(member.key));
      return index == schema::kNone ? Fault::InputMisfit : Fault::InputDuplicate;
    }
    members.elements[index] = member.value;
    members.there[index] = 1;
  }
  return Fault::None;
}

// `null` is absent for an optional field and a misfit for any other.
Fault JsonDecoder::DecodeMember(const schema::Record& record, std::uint32_t index, const Members& members,
                                Wanted wanted, std::byte* out) {
  const schema::Field& field = record.fields[index];
  const bool optional = field.presence_bit != schema::kNone;
  trail_.Enter(field.name);
  if (members.there[index] == 0) {
    if (!optional) return Fault::InputMissing;
  } else if (members.elements[index].is_null()) {
    if (!optional) return Fault::InputMisfit;
  } else {
    const Fault fault = DecodeField(field, members.elements[index], wanted, out + field.offset);
    if (fault != Fault::None) return fault;
    if (optional) SetBit(out, field.presence_bit);
  }
  trail_.Leave();
  return Fault::None;
}

}  // namespace bpol::bind
