#include "runtime/bind/json_decoder.h"

#include "runtime/base/check.h"
#include "runtime/bind/record_bits.h"
#include "runtime/bind/scalar.h"
#include "runtime/bind/sequence.h"
#include "runtime/schema/layout.h"
#include "runtime/values/money.h"

namespace bpol::bind {

using schema::TypeKind;
using simdjson::dom::array;
using simdjson::dom::element_type;
using simdjson::dom::object;
using values::Fault;

Fault JsonDecoder::DecodeField(const schema::Field& field, Element element, Wanted wanted, std::byte* out) {
  if (!field.amount_member.empty()) return DecodeMoneyObject(field, element, out);
  return DecodeValue(unit_.types[field.type], element, wanted, out);
}

Fault JsonDecoder::DecodeValue(const schema::Type& type, Element element, Wanted wanted, std::byte* out) {
  switch (type.kind) {
    case TypeKind::Bool:
      if (element.type() != element_type::BOOL) return Fault::InputMisfit;
      Put(out, static_cast<std::int64_t>(element.get_bool().value_unsafe()));
      return Fault::None;
    case TypeKind::Int:
      // `1.0` and numbers beyond 64 bits have another type here.
      if (element.type() != element_type::INT64) return Fault::InputMisfit;
      return IntInRange(type, element.get_int64().value_unsafe(), out);
    case TypeKind::Decimal:
      return DecodeDecimal(type, element, out);
    case TypeKind::Record:
      return DecodeRecord(unit_.records[type.declaration], element, wanted, out);
    case TypeKind::Set:
    case TypeKind::List:
      if (schema::IsMap(type)) return DecodeMap(type, element, out);
      return DecodeSequence(type, element, wanted, out);
    case TypeKind::String:
    case TypeKind::Money:
    case TypeKind::Instant:
    case TypeKind::Date:
    case TypeKind::Duration:
    case TypeKind::Country:
    case TypeKind::Currency:
    case TypeKind::TimeOfDay:
    case TypeKind::Region:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
    case TypeKind::Ip:
    case TypeKind::Cidr:
    case TypeKind::Enum:
      return DecodeString(type, element, out);
  }
  BPOL_CHECK(false, "every kind of type has a form in JSON");
}

Fault JsonDecoder::DecodeString(const schema::Type& type, Element element, std::byte* out) {
  if (element.type() != element_type::STRING) return Fault::InputMisfit;
  return ScalarFromString(unit_, type, element.get_string().value_unsafe(), arena_, out);
}

// A number as it is written, or the same in a string.
Fault JsonDecoder::DecodeDecimal(const schema::Type& type, Element element, std::byte* out) {
  if (!element.is_number()) return DecodeString(type, element, out);
  return ScalarFromString(unit_, type, numbers_.TextOf(element), arena_, out);
}

// `Money from { Amount, Currency }`: exactly these two members, both strings.
Fault JsonDecoder::DecodeMoneyObject(const schema::Field& field, Element element, std::byte* out) {
  object members;
  if (element.get(members)) return Fault::InputMisfit;
  std::string_view parts[2];
  bool seen[2] = {false, false};
  for (const auto& member : members) {
    const bool amount = member.key == field.amount_member;
    trail_.Enter(ShownName(member.key));
    if (!amount && member.key != field.currency_member) return Fault::InputMisfit;
    if (seen[amount]) return Fault::InputDuplicate;
    if (member.value.get(parts[amount])) return Fault::InputMisfit;
    seen[amount] = true;
    trail_.Leave();
  }
  for (const bool amount : {true, false}) {
    if (seen[amount]) continue;
    trail_.Enter(amount ? field.amount_member : field.currency_member);
    return Fault::InputMissing;
  }
  values::Money money;
  if (!values::ParseMoneyParts(parts[1], parts[0], &money)) return Fault::InputMisfit;
  Put(out, money);
  return Fault::None;
}

Fault JsonDecoder::DecodeSequence(const schema::Type& type, Element element, Wanted wanted, std::byte* out) {
  array elements;
  if (element.get(elements)) return Fault::InputMisfit;
  std::size_t count = 0;
  for ([[maybe_unused]] const Element each : elements) ++count;
  if (type.kind == TypeKind::List && count > type.bound) return Fault::InputTooLarge;
  SequenceBuilder builder(unit_, type, count, arena_);
  std::size_t index = 0;
  for (const Element each : elements) {
    trail_.EnterElement(index++);
    const Fault fault = DecodeValue(builder.element_type(), each, wanted, builder.Next());
    if (fault != Fault::None) return fault;
    builder.Add();
    trail_.Leave();
  }
  return builder.Finish(out);
}

// An object: its members in any order, sorted by key as they stand in the frame. All of it is decoded.
Fault JsonDecoder::DecodeMap(const schema::Type& type, Element element, std::byte* out) {
  object members;
  if (element.get(members)) return Fault::InputMisfit;
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& each : members) ++count;
  if (count > type.bound) return Fault::InputTooLarge;
  const schema::Record& entry = unit_.records[type.declaration];
  const schema::Field& key = entry.fields[schema::kMapKey];
  const schema::Field& value = entry.fields[schema::kMapValue];
  SequenceBuilder builder(unit_, type, count, arena_);
  for (const auto& member : members) {
    trail_.Enter(ShownName(member.key));
    std::byte* next = builder.Next();
    Fault fault = ScalarFromString(unit_, unit_.types[key.type], member.key, arena_, next + key.offset);
    if (fault == Fault::None)
      fault = DecodeValue(unit_.types[value.type], member.value, Wanted::All(), next + value.offset);
    if (fault != Fault::None) return fault;
    builder.Add();
    trail_.Leave();
  }
  return builder.Finish(out);
}

}  // namespace bpol::bind
