#include "runtime/abi/transform_helpers.h"

#include "runtime/values/mask.h"
#include "runtime/values/pseudonym.h"
#include "runtime/values/scan_text.h"

namespace bpol::abi {
namespace {

constexpr Int kAbsent = -1;

values::TextPlace PlaceOf(char* place, Int capacity) {
  return values::TextPlace({place, static_cast<std::size_t>(capacity)});
}

Int SizeOf(const values::TextPlace& out) {
  return static_cast<Int>(out.text().size());
}

template <typename Mask>
Int Masked(Mask mask, const char* text, Size size, char* place, Int capacity) {
  values::TextPlace out = PlaceOf(place, capacity);
  mask(std::string_view(text, size), out);
  return SizeOf(out);
}

Int SizeIf(values::Read read, const values::TextPlace& out) {
  return read == values::Read::AsOne ? SizeOf(out) : kAbsent;
}

}  // namespace

Int MaskPan(const char* text, Size size, Int bin_length, char* place, Int capacity) noexcept {
  values::TextPlace out = PlaceOf(place, capacity);
  values::MaskPan({text, size}, values::BinLengthOf(bin_length), out);
  return SizeOf(out);
}

Int MaskIban(const char* text, Size size, char* place, Int capacity) noexcept {
  return Masked(values::MaskIban, text, size, place, capacity);
}

Int MaskEmail(const char* text, Size size, char* place, Int capacity) noexcept {
  return Masked(values::MaskEmail, text, size, place, capacity);
}

Int MaskPhone(const char* text, Size size, char* place, Int capacity) noexcept {
  return Masked(values::MaskPhone, text, size, place, capacity);
}

Int MaskName(const char* text, Size size, char* place, Int capacity) noexcept {
  return Masked(values::MaskName, text, size, place, capacity);
}

Int MaskLastFour(const char* text, Size size, char* place, Int capacity) noexcept {
  return Masked(values::MaskLastFour, text, size, place, capacity);
}

Int TruncatePan(const char* text, Size size, char* place, Int capacity) noexcept {
  return Masked(values::TruncatePan, text, size, place, capacity);
}

Int ScanText(const char* text, Size size, Int bin_length, char* place, Int capacity) noexcept {
  values::TextPlace out = PlaceOf(place, capacity);
  values::ScanText({text, size}, values::BinLengthOf(bin_length), out);
  return SizeOf(out);
}

Int BirthYear(Int birth, char* place, Int capacity) noexcept {
  values::TextPlace out = PlaceOf(place, capacity);
  values::GeneraliseBirthDateYear(birth, out);
  return SizeOf(out);
}

Int BirthYearOfText(const char* text, Size size, char* place, Int capacity) noexcept {
  values::TextPlace out = PlaceOf(place, capacity);
  const values::Read read = values::GeneraliseBirthDateYear(std::string_view(text, size), out);
  return SizeIf(read, out);
}

Fault AgeBand(Int birth, Int today, char* place, Int capacity, Int* written) noexcept {
  values::TextPlace out = PlaceOf(place, capacity);
  const Fault fault = values::GeneraliseBirthDateBand(birth, today, out);
  *written = SizeOf(out);
  return fault;
}

Fault AgeBandOfText(const char* text, Size size, Int today, char* place, Int capacity, Int* written) noexcept {
  values::TextPlace out = PlaceOf(place, capacity);
  Fault fault = Fault::None;
  const values::Read read = values::GeneraliseBirthDateBand(std::string_view(text, size), today, &fault, out);
  *written = SizeIf(read, out);
  return fault;
}

Int GeneraliseIp(const values::Ip* ip, char* place, Int capacity) noexcept {
  values::TextPlace out = PlaceOf(place, capacity);
  values::PrintCidr(values::GeneraliseIp(*ip), out);
  return SizeOf(out);
}

Int GeneraliseIpOfText(const char* text, Size size, char* place, Int capacity) noexcept {
  values::TextPlace out = PlaceOf(place, capacity);
  const values::Read read = values::GeneraliseIp(std::string_view(text, size), out);
  return SizeIf(read, out);
}

Fault Pseudonym(const keys::KeySource* keys, Int key, const char* kind, Size kind_size, const char* text, Size size,
                char* place, Int capacity, Int* written) noexcept {
  values::TextPlace out = PlaceOf(place, capacity);
  *written = 0;
  if (keys == nullptr) return Fault::FactUnavailable;
  const ByteSpan material = keys->Material(static_cast<std::uint32_t>(key));
  if (!values::Pseudonym(material, {kind, kind_size}, {text, size}, out)) return Fault::FactUnavailable;
  *written = SizeOf(out);
  return Fault::None;
}

}  // namespace bpol::abi
