#include "runtime/values/unicode.h"

#include <unicode/normalizer2.h>
#include <unicode/utf8.h>

#include <cstring>

namespace bpol::values {
namespace {

// Eight bytes at a time: almost all text of the wire is ASCII, and ASCII is in every normal form.
bool IsAscii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080'8080'8080'8080;
  std::uint64_t seen = 0;
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, 8);
    seen |= word;
  }
  for (; i < text.size(); ++i) seen |= static_cast<std::uint64_t>(text[i]) & 0x80;
  return (seen & kHighBits) == 0;
}

bool IsUtf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    UChar32 c;
    U8_NEXT(bytes, i, text.size(), c);
    if (c < 0) return false;
  }
  return true;
}

// Fails closed: text that the library cannot judge (its data is missing, or the text is beyond its 32-bit sizes) is
// not NFC.
bool IsNfc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status) || text.size() > INT32_MAX) return false;
  const bool normalised =
      nfc->isNormalizedUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), status);
  return U_SUCCESS(status) && normalised;
}

}  // namespace

TextFit CheckText(std::string_view text) noexcept {
  if (IsAscii(text)) return TextFit::Ok;
  if (!IsUtf8(text)) return TextFit::NotUtf8;
  return IsNfc(text) ? TextFit::Ok : TextFit::NotNfc;
}

std::int64_t LengthInCodePoints(std::string_view text) noexcept {
  std::int64_t count = 0;
  for (const char byte : text) count += (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
  return count;
}

}  // namespace bpol::values
