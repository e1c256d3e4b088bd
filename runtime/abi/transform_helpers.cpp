#include "runtime/abi/transform_helpers.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "runtime/values/mask.h"
#include "runtime/values/pseudonym.h"
#include "runtime/values/scan_text.h"

namespace bpol::abi {
namespace {

constexpr Int kAbsent = -1;

Int Put(const std::string& text, char* place, Int capacity) {
  const auto size = static_cast<Int>(text.size());
  if (size <= capacity) {
    std::memcpy(place, text.data(), text.size());
    return size;
  }
  const Int stars = std::clamp<Int>(capacity, 0, 3);
  std::memset(place, '*', static_cast<std::size_t>(stars));
  return stars;
}

template <typename Mask>
Int Masked(Mask mask, const char* text, Size size, char* place, Int capacity) {
  std::string out;
  mask(std::string_view(text, size), out);
  return Put(out, place, capacity);
}

Int PutIf(values::Read read, const std::string& text, char* place, Int capacity) {
  return read == values::Read::AsOne ? Put(text, place, capacity) : kAbsent;
}

}  // namespace

Int MaskPan(const char* text, Size size, Int bin_length, char* place, Int capacity) noexcept {
  std::string out;
  values::MaskPan({text, size}, values::BinLengthOf(bin_length), out);
  return Put(out, place, capacity);
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
  std::string out;
  values::ScanText({text, size}, values::BinLengthOf(bin_length), out);
  return Put(out, place, capacity);
}

Int BirthYear(Int birth, char* place, Int capacity) noexcept {
  std::string out;
  values::GeneraliseBirthDateYear(birth, out);
  return Put(out, place, capacity);
}

Int BirthYearOfText(const char* text, Size size, char* place, Int capacity) noexcept {
  std::string out;
  const values::Read read = values::GeneraliseBirthDateYear(std::string_view(text, size), out);
  return PutIf(read, out, place, capacity);
}

Fault AgeBand(Int birth, Int today, char* place, Int capacity, Int* written) noexcept {
  std::string out;
  const Fault fault = values::GeneraliseBirthDateBand(birth, today, out);
  *written = Put(out, place, capacity);
  return fault;
}

Fault AgeBandOfText(const char* text, Size size, Int today, char* place, Int capacity, Int* written) noexcept {
  std::string out;
  Fault fault = Fault::None;
  const values::Read read = values::GeneraliseBirthDateBand(std::string_view(text, size), today, &fault, out);
  *written = PutIf(read, out, place, capacity);
  return fault;
}

Int GeneraliseIp(const values::Ip* ip, char* place, Int capacity) noexcept {
  std::string out;
  values::PrintCidr(values::GeneraliseIp(*ip), out);
  return Put(out, place, capacity);
}

Int GeneraliseIpOfText(const char* text, Size size, char* place, Int capacity) noexcept {
  std::string out;
  const values::Read read = values::GeneraliseIp(std::string_view(text, size), out);
  return PutIf(read, out, place, capacity);
}

Fault Pseudonym(const keys::KeySource* keys, Int key, const char* kind, Size kind_size, const char* text, Size size,
                char* place, Int capacity, Int* written) noexcept {
  std::string out;
  *written = 0;
  if (keys == nullptr) return Fault::FactUnavailable;
  const ByteSpan material = keys->Material(static_cast<std::uint32_t>(key));
  if (!values::Pseudonym(material, {kind, kind_size}, {text, size}, out)) return Fault::FactUnavailable;
  *written = Put(out, place, capacity);
  return Fault::None;
}

}  // namespace bpol::abi
