// Records, entities and unions by tag: which member belongs to which field, what is missing, what nobody declared.
#include "runtime/base/check.h"
#include "runtime/bind/json_decoder.h"
#include "runtime/bind/record_bits.h"

namespace bpol::bind {

using simdjson::dom::object;
using values::Fault;

// What is known of one object, by the fields of its record.
struct JsonDecoder::Members {
  struct Member {
    Element element;
    const schema::Live* live = nullptr;  // what is wanted of it, where not all is
    bool there = false;
  };
  std::span<Member> of;
};

namespace {

bool InArm(const schema::Field& field, std::uint32_t arm) {
  return field.arm == schema::kNone || field.arm == arm;
}

}  // namespace

Fault JsonDecoder::DecodeRecord(const schema::Record& record, Element element, Wanted wanted, std::byte* out) {
  object members_of_object;
  if (element.get(members_of_object)) return Fault::InputMisfit;
  std::uint32_t arm = schema::kNone;
  if (record.tag_field != schema::kNone) {
    if (const Fault fault = FindArm(record, members_of_object, &arm); fault != Fault::None) return fault;
  }
  const Members members{arena_.AllocateArray<Members::Member>(record.fields.size())};
  for (const schema::Live& live : wanted.children) members.of[live.field].live = &live;
  if (const Fault fault = Sort(record, arm, members_of_object, members); fault != Fault::None) return fault;
  for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
    if (!InArm(record.fields[i], arm)) continue;
    // The tag says which arm the others are in, so it is decoded even where no rule names it.
    const bool tag = i == record.tag_field;
    const schema::Live* const live = members.of[i].live;
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
Fault JsonDecoder::Sort(const schema::Record& record, std::uint32_t arm, object object_members,
                        const Members& members) {
  for (const auto& member : object_members) {
    const std::uint32_t index =
        record.names.Find(member.key, [&](std::uint32_t field) { return InArm(record.fields[field], arm); });
    if (index == schema::kNone && undeclared_ == Undeclared::Ignored) continue;
    if (index == schema::kNone || members.of[index].there) {
      trail_.Enter(ShownName(member.key));
      return index == schema::kNone ? Fault::InputMisfit : Fault::InputDuplicate;
    }
    members.of[index].element = member.value;
    members.of[index].there = true;
  }
  return Fault::None;
}

// `null` is absent for an optional field and a misfit for any other.
Fault JsonDecoder::DecodeMember(const schema::Record& record, std::uint32_t index, const Members& members,
                                Wanted wanted, std::byte* out) {
  const schema::Field& field = record.fields[index];
  const bool optional = field.presence_bit != schema::kNone;
  trail_.Enter(field.name);
  const Members::Member& member = members.of[index];
  if (!member.there) {
    if (!optional) return Fault::InputMissing;
  } else if (member.element.is_null()) {
    if (!optional) return Fault::InputMisfit;
  } else {
    const Fault fault = DecodeField(field, member.element, wanted, out + field.offset);
    if (fault != Fault::None) return fault;
    if (optional) SetBit(out, field.presence_bit);
  }
  trail_.Leave();
  return Fault::None;
}

}  // namespace bpol::bind
