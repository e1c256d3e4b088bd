#include "runtime/values/pattern.h"

namespace bpol::values {

bool Matches(Pattern pattern, std::string_view text) noexcept {
  const auto part = [&](std::size_t from, std::uint64_t index, unsigned bits) {
    const std::uint64_t a_word = 64 / bits;
    const auto word = static_cast<std::uint64_t>(pattern[from + index / a_word]);
    return word >> (index % a_word * bits) & ((std::uint64_t{1} << bits) - 1);
  };
  const auto classes = static_cast<std::uint64_t>(pattern[0]);
  auto state = static_cast<std::uint64_t>(pattern[2]);
  for (const char c : text) {
    if (state == 0) return false;
    state = part(kPatternStates, state * classes + part(kPatternClasses, static_cast<unsigned char>(c), 8), 16);
  }
  return state >= static_cast<std::uint64_t>(pattern[1]);
}

}  // namespace bpol::values
