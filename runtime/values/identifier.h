// Identifiers with structure and checksum: IBAN, PAN, LEI, BIC; and the forms of e-mail addresses and phone numbers.
// The Is... predicates take the canonical form only (upper case, no blanks, no hyphens): what was decided on must be
// what is forwarded. The ...FromDisplay functions turn a form made for people into the canonical one.
#pragma once

#include <cstdint>
#include <string_view>

namespace bpol::values {

// ISO 13616: country, two check digits, BBAN; length by country (iban_length.def), mod 97 = 1, check digits 02..98.
bool IsIban(std::string_view text) noexcept;
// 0 for a country without IBANs.
int IbanLength(std::string_view country) noexcept;
// ISO 7812: 12 to 19 digits, Luhn.
bool IsPan(std::string_view text) noexcept;
// ISO 17442: 18 letters or digits, two check digits 02..98, mod 97 = 1.
bool IsLei(std::string_view text) noexcept;
// ISO 9362: 4 party, 2 country (ISO 3166-1 or XK), 2 location, optionally 3 branch; 8 or 11 characters.
bool IsBic(std::string_view text) noexcept;
// One `@` between a local part of 1..64 and a domain of 1..253 bytes with a point-free edge; no blanks, no control
// characters, no quoted local part. UTF-8 is let through (RFC 6531).
bool IsEmail(std::string_view text) noexcept;
// `+` and 7 to 15 digits, the first not 0 (E.164); single blanks or hyphens between digits allowed.
bool IsPhone(std::string_view text) noexcept;

// Luhn over digits; false for the empty text and for anything that is not a digit.
bool PassesLuhn(std::string_view digits) noexcept;

// A short text with its own storage, so that canonical forms need no heap.
struct ShortText {
  char bytes[40];
  std::uint64_t size = 0;

  std::string_view View() const noexcept { return {bytes, static_cast<std::size_t>(size)}; }
};

// Strips blanks (0x20); true only if what is left is an IBAN.
[[nodiscard]] bool IbanFromDisplay(std::string_view display, ShortText* out) noexcept;
// Strips blanks and hyphens; true only if what is left is a PAN.
[[nodiscard]] bool PanFromDisplay(std::string_view display, ShortText* out) noexcept;

}  // namespace bpol::values
