#include "runtime/values/country.h"

#include <algorithm>
#include <array>

#include "runtime/values/letter_table.h"

namespace bpol::values {
namespace {

constexpr Country Pack(const char (&code)[3]) {
  return PackCountry(code[0], code[1]);
}

constexpr auto kCountries = std::to_array<Country>({
#define BPOL_COUNTRY(code) Pack(#code),
#include "runtime/values/country.def"
#undef BPOL_COUNTRY
});
static_assert(std::ranges::adjacent_find(kCountries, std::ranges::greater_equal{}) == kCountries.end(),
              "country.def is in alphabetic order, each code once");

constexpr auto kIsCountry = [] {
  LetterTable<2, bool> known(false);
  for (const Country country : kCountries) known.Set(country, true);
  return known;
}();

}  // namespace

bool IsCountry(std::int64_t value) noexcept {
  return kIsCountry.At(value);
}

bool ParseCountry(std::string_view text, Country* out) noexcept {
  if (text.size() != 2) return false;
  for (const char letter : text) {
    if (letter < 'A' || letter > 'Z') return false;
  }
  const Country code = PackCountry(text[0], text[1]);
  if (!IsCountry(code)) return false;
  *out = code;
  return true;
}

void PrintCountry(Country country, std::string& out) noexcept {
  out += static_cast<char>(country >> 8 & 0xff);
  out += static_cast<char>(country & 0xff);
}

}  // namespace bpol::values
