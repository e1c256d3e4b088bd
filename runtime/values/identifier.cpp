#include "runtime/values/identifier.h"

#include <algorithm>
#include <array>

#include "runtime/values/country.h"
#include "runtime/values/letter_table.h"

namespace bpol::values {
namespace {

struct IbanEntry {
  Country country;
  int length;
};

constexpr Country Pack(const char (&code)[3]) {
  return PackCountry(code[0], code[1]);
}

constexpr auto kIbanLengths = std::to_array<IbanEntry>({
#define BPOL_IBAN_LENGTH(code, length) {Pack(#code), length},
#include "runtime/values/iban_length.def"
#undef BPOL_IBAN_LENGTH
});
static_assert(std::ranges::adjacent_find(kIbanLengths, std::ranges::greater_equal{}, &IbanEntry::country) ==
                  kIbanLengths.end(),
              "iban_length.def is in alphabetic order, each country once");

constexpr auto kLengthOf = [] {
  LetterTable<2, std::int8_t> lengths(0);
  for (const IbanEntry& entry : kIbanLengths) lengths.Set(entry.country, static_cast<std::int8_t>(entry.length));
  return lengths;
}();

constexpr bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool IsUpper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool IsUpperOrDigit(char c) {
  return IsUpper(c) || IsDigit(c);
}

// Goes on with `remainder` over more characters, letters counting as two digits A=10 ... Z=35 (ISO 7064, MOD 97-10).
// The remainder is taken when the number could outgrow its 64 bits, which is not at every character.
int Mod97(int remainder, std::string_view text) {
  constexpr std::uint64_t kRoomForALetter = UINT64_MAX / 100 - 1;
  auto number = static_cast<std::uint64_t>(remainder);
  for (const char c : text) {
    if (number > kRoomForALetter) number %= 97;
    number = IsDigit(c) ? number * 10 + static_cast<std::uint64_t>(c - '0')
                        : number * 100 + static_cast<std::uint64_t>(c - 'A' + 10);
  }
  return static_cast<int>(number % 97);
}

// Check digits are 98 minus a remainder, so 00, 01 and 99 are never issued, although some would pass mod 97.
bool AreCheckDigits(std::string_view two) {
  return IsDigit(two[0]) && IsDigit(two[1]) && two != "00" && two != "01" && two != "99";
}

bool StripInto(std::string_view display, std::string_view stripped, ShortText* out) {
  ShortText text;
  for (const char c : display) {
    if (stripped.find(c) != std::string_view::npos) continue;
    if (text.size == sizeof text.bytes) return false;
    text.bytes[text.size++] = c;
  }
  *out = text;
  return true;
}

}  // namespace

int IbanLength(std::string_view country) noexcept {
  if (country.size() != 2) return 0;
  return kLengthOf.At(PackCountry(country[0], country[1]));
}

bool IsIban(std::string_view text) noexcept {
  if (text.size() < 5 || !std::ranges::all_of(text, IsUpperOrDigit)) return false;
  if (static_cast<int>(text.size()) != IbanLength(text.substr(0, 2))) return false;
  return AreCheckDigits(text.substr(2, 2)) && Mod97(Mod97(0, text.substr(4)), text.substr(0, 4)) == 1;
}

bool PassesLuhn(std::string_view digits) noexcept {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char c = digits[digits.size() - 1 - i];
    if (!IsDigit(c)) return false;
    const int value = (c - '0') * (i % 2 == 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return !digits.empty() && sum % 10 == 0;
}

bool IsPan(std::string_view text) noexcept {
  return text.size() >= 12 && text.size() <= 19 && PassesLuhn(text);
}

bool IsLei(std::string_view text) noexcept {
  if (text.size() != 20 || !std::ranges::all_of(text, IsUpperOrDigit)) return false;
  return AreCheckDigits(text.substr(18)) && Mod97(0, text) == 1;
}

bool IsBic(std::string_view text) noexcept {
  if ((text.size() != 8 && text.size() != 11) || !std::ranges::all_of(text, IsUpperOrDigit)) return false;
  return IsCountry(PackCountry(text[4], text[5]));
}

bool IbanFromDisplay(std::string_view display, ShortText* out) noexcept {
  ShortText text;
  if (!StripInto(display, " ", &text) || !IsIban(text.View())) return false;
  *out = text;
  return true;
}

bool PanFromDisplay(std::string_view display, ShortText* out) noexcept {
  ShortText text;
  if (!StripInto(display, " -", &text) || !IsPan(text.View())) return false;
  *out = text;
  return true;
}

}  // namespace bpol::values
