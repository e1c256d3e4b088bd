// Which octets may stand where, by the grammar of RFC 9110 and RFC 3986.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace bpol::http {

namespace character {

inline constexpr std::uint8_t kToken = 1;       // tchar, RFC 9110 section 5.6.2
inline constexpr std::uint8_t kValue = 2;       // field-vchar, SP, HTAB
inline constexpr std::uint8_t kTarget = 4;      // what a URI may contain, `%` included; no fragment
inline constexpr std::uint8_t kUnreserved = 8;  // RFC 3986 section 2.3
inline constexpr std::uint8_t kHostName = 16;   // letters, digits, `-`, `.`, `_`
inline constexpr std::uint8_t kHex = 32;

constexpr bool IsAlphaNumeric(unsigned c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

constexpr std::uint8_t Classes(unsigned c) {
  const auto is_one_of = [c](std::string_view set) {
    return c < 0x80 && set.find(static_cast<char>(c)) != std::string_view::npos;
  };
  std::uint8_t classes = 0;
  if (IsAlphaNumeric(c) || is_one_of("!#$%&'*+-.^_`|~")) classes |= kToken;
  if (c == '\t' || (c >= 0x20 && c != 0x7f)) classes |= kValue;
  if (IsAlphaNumeric(c) || is_one_of("-._~:/?[]@!$&'()*+,;=%")) classes |= kTarget;
  if (IsAlphaNumeric(c) || is_one_of("-._~")) classes |= kUnreserved;
  if (IsAlphaNumeric(c) || is_one_of("-._")) classes |= kHostName;
  if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f')) classes |= kHex;
  return classes;
}

constexpr std::array<std::uint8_t, 256> MakeTable() {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = 0; c < 256; ++c) table[c] = Classes(c);
  return table;
}
inline constexpr std::array<std::uint8_t, 256> kTable = MakeTable();

}  // namespace character

constexpr bool Is(std::uint8_t classes, char c) {
  return (character::kTable[static_cast<unsigned char>(c)] & classes) != 0;
}

constexpr bool AllAre(std::uint8_t classes, std::string_view text) {
  for (const char c : text) {
    if (!Is(classes, c)) return false;
  }
  return true;
}

constexpr bool IsToken(std::string_view text) {
  return !text.empty() && AllAre(character::kToken, text);
}

// ASCII only; the locale plays no part.
constexpr char ToLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The digit's value; `c` is hexadecimal.
constexpr unsigned HexValue(char c) {
  return c <= '9' ? static_cast<unsigned>(c - '0') : static_cast<unsigned>(ToLower(c) - 'a') + 10u;
}

// Without SP and HTAB at both ends (OWS, RFC 9110 section 5.6.3).
constexpr std::string_view TrimSpace(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace bpol::http
