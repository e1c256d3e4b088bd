// Transforms of personal data as functions: what runtime/values makes of a value, in the request's arena.
#include "compiler/evaluate/evaluator.h"
#include "runtime/values/mask.h"
#include "runtime/values/pseudonym.h"
#include "runtime/values/scan_text.h"

namespace bpol::evaluate {
namespace {

using checked::Builtin;
using values::TextPlace;

// The masks that take a text and nothing else; null for the other transforms.
using Mask = void (*)(std::string_view, TextPlace&) noexcept;
Mask MaskOf(Builtin builtin) {
  if (builtin == Builtin::MaskIban) return values::MaskIban;
  if (builtin == Builtin::MaskEmail) return values::MaskEmail;
  if (builtin == Builtin::MaskPhone) return values::MaskPhone;
  if (builtin == Builtin::MaskName) return values::MaskName;
  if (builtin == Builtin::MaskLastFour) return values::MaskLastFour;
  return builtin == Builtin::TruncatePan ? values::TruncatePan : nullptr;
}

// A transform of a text that may not be what the transform is for.
values::Read Generalise(Builtin builtin, std::span<const Value> arguments, Fault* fault, TextPlace& out) {
  const std::string_view text = arguments[0].AsText();
  if (builtin == Builtin::BirthYear) return values::GeneraliseBirthDateYear(text, out);
  if (builtin == Builtin::GeneraliseIp) return values::GeneraliseIp(text, out);
  BPOL_CHECK(builtin == Builtin::AgeBand, "every transform has a meaning");
  return values::GeneraliseBirthDateBand(text, arguments[1].integer, fault, out);
}

// The same of a Date or an Ip.
void GeneraliseTyped(Builtin builtin, std::span<const Value> arguments, Fault* fault, TextPlace& out) {
  const Value& value = arguments[0];
  if (builtin == Builtin::BirthYear) return values::GeneraliseBirthDateYear(value.integer, out);
  if (builtin == Builtin::GeneraliseIp) return values::PrintCidr(values::GeneraliseIp(value.ip), out);
  BPOL_CHECK(builtin == Builtin::AgeBand, "every transform has a meaning");
  *fault = values::GeneraliseBirthDateBand(value.integer, arguments[1].integer, out);
}

}  // namespace

TextPlace Evaluator::PlaceFor(const Value& value) {
  const std::size_t bytes = value.kind == Value::Kind::Text ? value.AsText().size() : 0;
  return TextPlace(arena_.AllocateArray<char>(values::RoomForMask(bytes)));
}

Maybe Evaluator::Transform(Builtin builtin, std::span<const Value> arguments) {
  if (builtin == Builtin::Pseudonym) return MakePseudonym(arguments);
  const Value& value = arguments[0];
  TextPlace out = PlaceFor(value);
  Fault fault = Fault::None;
  values::Read read = values::Read::AsOne;
  if (const Mask mask = MaskOf(builtin)) {
    mask(value.AsText(), out);
  } else if (builtin == Builtin::MaskPan) {
    values::MaskPan(value.AsText(), values::BinLengthOf(arguments[1].integer), out);
  } else if (builtin == Builtin::ScanText) {
    values::ScanText(value.AsText(), values::BinLengthOf(arguments[1].integer), out);
  } else if (value.kind == Value::Kind::Text) {
    read = Generalise(builtin, arguments, &fault, out);
  } else {
    GeneraliseTyped(builtin, arguments, &fault, out);
  }
  if (fault != Fault::None) return Faulted(fault);
  return read == values::Read::AsOne ? Value::Text(out.text()) : Value::Absent();
}

// Never made without a key: what the host should hold and does not is unavailable.
Maybe Evaluator::MakePseudonym(std::span<const Value> arguments) {
  TextPlace out = PlaceFor(arguments[2]);
  if (keys_ == nullptr) return Faulted(Fault::FactUnavailable);
  const ByteSpan key = keys_->Material(static_cast<std::uint32_t>(arguments[0].integer));
  if (!values::Pseudonym(key, arguments[1].AsText(), arguments[2].AsText(), out))
    return Faulted(Fault::FactUnavailable);
  return Value::Text(out.text());
}

}  // namespace bpol::evaluate
