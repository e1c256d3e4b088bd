#include "runtime/values/currency.h"

#include <algorithm>
#include <array>

#include "runtime/values/letter_table.h"

namespace bpol::values {
namespace {

struct Entry {
  Currency code;
  int minor_units;
};

constexpr Currency Pack(const char (&code)[4]) {
  return PackCurrency(code[0], code[1], code[2]);
}

constexpr auto kEntries = std::to_array<Entry>({
#define BPOL_CURRENCY(code, minor_units) {Pack(#code), minor_units},
#include "runtime/values/currency.def"
#undef BPOL_CURRENCY
});
static_assert(std::ranges::adjacent_find(kEntries, std::ranges::greater_equal{}, &Entry::code) == kEntries.end(),
              "currency.def is in alphabetic order, each code once");

constexpr auto kMinorUnits = [] {
  LetterTable<3, std::int8_t> units(-1);
  for (const Entry& entry : kEntries) units.Set(entry.code, static_cast<std::int8_t>(entry.minor_units));
  return units;
}();

}  // namespace

int MinorUnits(Currency currency) noexcept {
  return kMinorUnits.At(currency);
}

bool IsCurrency(std::int64_t value) noexcept {
  return MinorUnits(value) >= 0;
}

bool ParseCurrency(std::string_view text, Currency* out) noexcept {
  if (text.size() != 3) return false;
  for (const char letter : text) {
    if (letter < 'A' || letter > 'Z') return false;
  }
  const Currency code = PackCurrency(text[0], text[1], text[2]);
  if (!IsCurrency(code)) return false;
  *out = code;
  return true;
}

void PrintCurrency(Currency currency, std::string& out) noexcept {
  out += static_cast<char>(currency >> 16 & 0xff);
  out += static_cast<char>(currency >> 8 & 0xff);
  out += static_cast<char>(currency & 0xff);
}

}  // namespace bpol::values
