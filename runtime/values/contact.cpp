#include <algorithm>

#include "runtime/values/identifier.h"

namespace bpol::values {
namespace {

constexpr std::size_t kMaxLocalPart = 64;  // RFC 5321 section 4.5.3.1
constexpr std::size_t kMaxDomain = 253;    // what RFC 1035 leaves of 255 octets

constexpr bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// Characters that would let an address be read as several, or as a header; bytes of UTF-8 sequences are not among them.
bool IsAddressCharacter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte != 0x7f && std::string_view("\"(),:;<>@[\\]").find(c) == std::string_view::npos;
}

bool IsAddressPart(std::string_view part, std::size_t limit) {
  if (part.empty() || part.size() > limit || part.front() == '.' || part.back() == '.') return false;
  return part.find("..") == std::string_view::npos && std::ranges::all_of(part, IsAddressCharacter);
}

}  // namespace

bool IsEmail(std::string_view text) noexcept {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos) return false;
  return IsAddressPart(text.substr(0, at), kMaxLocalPart) && IsAddressPart(text.substr(at + 1), kMaxDomain);
}

bool IsPhone(std::string_view text) noexcept {
  if (text.size() < 2 || text[0] != '+' || text[1] == '0' || !IsDigit(text[1]) || !IsDigit(text.back())) return false;
  int digits = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool separator = (text[i] == ' ' || text[i] == '-') && IsDigit(text[i - 1]);
    if (!separator && !IsDigit(text[i])) return false;
    if (!separator) ++digits;
  }
  return digits >= 7 && digits <= 15;
}

}  // namespace bpol::values
