// Country: an ISO 3166-1 alpha-2 code as an integer. The list (country.def) also has the user-assigned XK.
// GB and GR, never UK and EL.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bpol::values {

using Country = std::int64_t;  // the two letters, the first in bits 8..15: DE is 'D' << 8 | 'E'

constexpr Country PackCountry(char first, char second) noexcept {
  return Country{first} << 8 | Country{second};
}

// Exactly two upper-case letters that are in the list.
[[nodiscard]] bool ParseCountry(std::string_view text, Country* out) noexcept;
// Appends the two letters.
void PrintCountry(Country country, std::string& out) noexcept;
bool IsCountry(std::int64_t value) noexcept;

}  // namespace bpol::values
