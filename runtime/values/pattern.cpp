#include "runtime/values/pattern.h"

namespace bpol::values {
namespace {

constexpr unsigned kClassBits = 8, kStateBits = 16;

std::uint64_t Part(Pattern pattern, std::size_t from, std::uint64_t index, unsigned bits) noexcept {
  const std::uint64_t a_word = 64 / bits;
  const auto word = static_cast<std::uint64_t>(pattern[from + index / a_word]);
  return word >> (index % a_word * bits) & ((std::uint64_t{1} << bits) - 1);
}

}  // namespace

bool IsPattern(Pattern words) noexcept {
  if (words.size() <= kPatternStates) return false;
  const std::int64_t classes = words[0];
  if (classes < 1 || classes > 256) return false;
  for (std::uint64_t byte = 0; byte < 256; ++byte) {
    if (Part(words, kPatternClasses, byte, kClassBits) >= static_cast<std::uint64_t>(classes)) return false;
  }
  constexpr std::uint64_t kAWord = 64 / kStateBits;
  const std::uint64_t parts = (words.size() - kPatternStates) * kAWord;
  const std::uint64_t states = parts / static_cast<std::uint64_t>(classes);  // whole rows; the rest fills a word
  const auto is_state = [&](std::int64_t state) { return state >= 0 && static_cast<std::uint64_t>(state) < states; };
  if (!is_state(words[2]) || words[1] < 0) return false;
  for (std::uint64_t i = 0; i < parts; ++i) {
    if (Part(words, kPatternStates, i, kStateBits) >= states) return false;
  }
  return true;
}

bool Matches(Pattern pattern, std::string_view text) noexcept {
  const auto classes = static_cast<std::uint64_t>(pattern[0]);
  auto state = static_cast<std::uint64_t>(pattern[2]);
  for (const char c : text) {
    if (state == 0) return false;
    const std::uint64_t of_byte = Part(pattern, kPatternClasses, static_cast<unsigned char>(c), kClassBits);
    state = Part(pattern, kPatternStates, state * classes + of_byte, kStateBits);
  }
  return state >= static_cast<std::uint64_t>(pattern[1]);
}

}  // namespace bpol::values
