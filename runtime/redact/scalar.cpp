#include "runtime/redact/scalar.h"

#include <algorithm>

#include "runtime/schema/scalar_text.h"
#include "runtime/values/ip.h"
#include "runtime/values/mask.h"
#include "runtime/values/pseudonym.h"
#include "runtime/values/scan_text.h"

namespace bpol::redact {
namespace {

using schema::Form;
using schema::Treatment;
using schema::TypeKind;

bool IsWireName(const schema::Enum& declared, std::string_view text) {
  if (declared.otherwise != schema::kNone) return true;
  return std::ranges::any_of(declared.members,
                             [text](const schema::EnumMember& member) { return member.wire == text; });
}

Changed From(values::Read read) {
  return read == values::Read::AsOne ? Changed::Yes : Changed::Remove;
}

Changed MaskBirthDate(std::string_view text, values::Date today, values::TextPlace& out) {
  values::Fault fault = values::Fault::None;
  const values::Read read = values::GeneraliseBirthDateBand(text, today, &fault, out);
  return fault == values::Fault::None ? From(read) : Changed::Remove;
}

Changed Mask(const PlanTreat& treat, std::string_view text, const Context& context, values::TextPlace& out) {
  const values::BinLength bin = values::BinLengthOf(treat.bin_length);
  switch (treat.form) {
    case Form::None:
      return Changed::Remove;
    case Form::Text:
      out += "***";
      return Changed::Yes;
    case Form::Pan:
      values::MaskPan(text, bin, out);
      return Changed::Yes;
    case Form::Iban:
      values::MaskIban(text, out);
      return Changed::Yes;
    case Form::Email:
      values::MaskEmail(text, out);
      return Changed::Yes;
    case Form::Phone:
      values::MaskPhone(text, out);
      return Changed::Yes;
    case Form::Name:
      values::MaskName(text, out);
      return Changed::Yes;
    case Form::BirthDate:
      return MaskBirthDate(text, context.today, out);
    case Form::Ip:
      return From(values::GeneraliseIp(text, out));
    case Form::FreeText:
      return values::ScanText(text, bin, out) == 0 ? Changed::No : Changed::Yes;
  }
  return Changed::Remove;
}

// The year of a date (domain: birth date, year), the network of an address.
Changed Generalise(TypeKind kind, Form form, std::string_view text, values::TextPlace& out) {
  if (form == Form::Ip || kind == TypeKind::Ip) return From(values::GeneraliseIp(text, out));
  if (form == Form::BirthDate || kind == TypeKind::Date) return From(values::GeneraliseBirthDateYear(text, out));
  return Changed::Remove;
}

// What kind of value a pseudonym stands for, so that two kinds with one text have two pseudonyms.
std::string_view PseudonymKind(TypeKind kind, Form form) {
  if (form == Form::Iban || kind == TypeKind::Iban) return "iban";
  if (form == Form::Pan || kind == TypeKind::Pan) return "pan";
  if (form == Form::Email || kind == TypeKind::Email) return "email";
  if (form == Form::Phone || kind == TypeKind::Phone) return "phone";
  if (form == Form::Name) return "name";
  if (form == Form::Ip || kind == TypeKind::Ip) return "ip";
  if (form == Form::BirthDate || kind == TypeKind::Date) return "date";
  if (kind == TypeKind::Bic) return "bic";
  if (kind == TypeKind::Lei) return "lei";
  return "text";
}

Changed Tokenise(const PlanTreat& treat, TypeKind kind, std::string_view text, const Context& context,
                 values::TextPlace& out) {
  if (context.keys == nullptr || treat.key == schema::kNone) return Changed::Remove;
  const ByteSpan key = context.keys->Material(treat.key);
  return values::Pseudonym(key, PseudonymKind(kind, treat.form), text, out) ? Changed::Yes : Changed::Remove;
}

template <auto Parse, typename Value>
bool Parses(std::string_view text) {
  Value value;
  return Parse(text, &value);
}

}  // namespace

bool FitsType(const schema::Unit& unit, const schema::Type& type, std::string_view text) {
  if (type.kind == TypeKind::String) return true;
  if (type.kind == TypeKind::Int) return false;  // a number, not a text, in JSON
  if (type.kind == TypeKind::Region) return std::ranges::find(unit.regions, text) != unit.regions.end();
  if (type.kind == TypeKind::Enum) return IsWireName(unit.enums[type.declaration], text);
  if (type.kind == TypeKind::Ip) return Parses<values::ParseIp, values::Ip>(text);
  if (type.kind == TypeKind::Cidr) return Parses<values::ParseCidr, values::Cidr>(text);
  return schema::FitsText(type.kind, text);
}

Changed Transform(const PlanTreat& treat, TypeKind kind, std::string_view text, const Context& context,
                  values::TextPlace& out) {
  switch (treat.treatment) {
    case Treatment::Keep:
      return Changed::No;
    case Treatment::Generalise:
      return Generalise(kind, treat.form, text, out);
    case Treatment::Mask:
      return Mask(treat, text, context, out);
    case Treatment::Truncate:
      if (treat.form != Form::Pan) return Changed::Remove;
      values::TruncatePan(text, out);
      return Changed::Yes;
    case Treatment::Tokenise:
    case Treatment::Hash:
      return Tokenise(treat, kind, text, context, out);
    case Treatment::Remove:
      return Changed::Remove;
  }
  return Changed::Remove;
}

}  // namespace bpol::redact
