#include "runtime/bind/straight_decoder.h"

#include "runtime/base/check.h"
#include "runtime/bind/record_bits.h"
#include "runtime/bind/scalar.h"
#include "runtime/bind/sequence.h"
#include "runtime/schema/layout.h"
#include "runtime/values/money.h"

namespace bpol::bind {

using schema::TypeKind;
using values::Fault;

bool StraightDecoder::Field(const schema::Field& field, const schema::Live* live, std::byte* out) {
  if (!field.amount_member.empty()) return MoneyObject(field, out);
  return Value(unit_.types[field.type], live, out);
}

bool StraightDecoder::Value(const schema::Type& type, const schema::Live* live, std::byte* out) {
  switch (type.kind) {
    case TypeKind::Bool: {
      bool value;
      if (!tokens_.Bool(&value)) return false;
      Put(out, static_cast<std::int64_t>(value));
      return true;
    }
    case TypeKind::Int: {
      std::int64_t number;
      return tokens_.Int(&number) && IntInRange(type, number, out) == Fault::None;
    }
    case TypeKind::Decimal:
      return Decimal(type, out);
    case TypeKind::Record:
      return Record(unit_.records[type.declaration], live == nullptr ? Wanted::All() : Wanted::Of(*live), out);
    case TypeKind::Set:
    case TypeKind::List:
      return schema::IsMap(type) ? Map(type, out) : Sequence(type, live, out);
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
      return Text(type, out);
  }
  BPOL_CHECK(false, "every kind of type has a form in JSON");
}

bool StraightDecoder::Text(const schema::Type& type, std::byte* out) {
  std::string_view text;
  return tokens_.String(&text) && ScalarFromString(unit_, type, text, arena_, out, Texts::Kept) == Fault::None;
}

bool StraightDecoder::Decimal(const schema::Type& type, std::byte* out) {
  if (tokens_.Next() == '"') return Text(type, out);
  std::string_view text;
  return tokens_.Number(&text) && ScalarFromString(unit_, type, text, arena_, out, Texts::Kept) == Fault::None;
}

bool StraightDecoder::MoneyObject(const schema::Field& field, std::byte* out) {
  std::string_view parts[2];
  bool seen[2] = {false, false};
  const bool fits = tokens_.Object([&](std::string_view name) {
    const bool amount = name == field.amount_member;
    if ((!amount && name != field.currency_member) || seen[amount]) return false;
    seen[amount] = true;
    return tokens_.String(&parts[amount]);
  });
  values::Money money;
  if (!fits || !seen[0] || !seen[1] || !values::ParseMoneyParts(parts[1], parts[0], &money)) return false;
  Put(out, money);
  return true;
}

bool StraightDecoder::Sequence(const schema::Type& type, const schema::Live* live, std::byte* out) {
  const std::size_t count = tokens_.Count();
  if (type.kind == TypeKind::List && count > type.bound) return false;
  SequenceBuilder builder(unit_, type, count, arena_);
  const bool fits = tokens_.Array([&] {
    if (!Value(builder.element_type(), live, builder.Next())) return false;
    builder.Add();
    return true;
  });
  return fits && builder.Finish(out) == Fault::None;
}

bool StraightDecoder::Map(const schema::Type& type, std::byte* out) {
  const std::size_t count = tokens_.Count();
  if (count > type.bound) return false;
  const schema::Record& entry = unit_.records[type.declaration];
  const schema::Field& key = entry.fields[schema::kMapKey];
  const schema::Field& value = entry.fields[schema::kMapValue];
  SequenceBuilder builder(unit_, type, count, arena_);
  const bool fits = tokens_.Object([&](std::string_view name) {
    std::byte* const next = builder.Next();
    if (ScalarFromString(unit_, unit_.types[key.type], name, arena_, next + key.offset, Texts::Kept) != Fault::None ||
        !Value(unit_.types[value.type], nullptr, next + value.offset))
      return false;
    builder.Add();
    return true;
  });
  return fits && builder.Finish(out) == Fault::None;
}

}  // namespace bpol::bind
