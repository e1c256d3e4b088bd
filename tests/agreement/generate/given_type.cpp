// What a drawn type or record says of itself.
#include <algorithm>

#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

GivenType GivenType::ElementType() const {
  return {.kind = element, .declaration = declaration};
}

bool GivenType::Same(const GivenType& other) const {
  if (kind != other.kind || key != other.key) return false;
  if (is_map()) return element == other.element;
  const bool declared = kind == TypeKind::Enum || kind == TypeKind::Record;
  if (declared) return declaration == other.declaration;
  return !is_collection() || ElementType().Same(other.ElementType());
}

std::uint32_t GivenRecord::ArmOf(const std::string& word) const {
  const auto named = std::ranges::find(arms, word);
  if (named != arms.end()) return static_cast<std::uint32_t>(named - arms.begin());
  const auto otherwise = std::ranges::find(arms, "otherwise");
  return otherwise == arms.end() ? kNone : static_cast<std::uint32_t>(otherwise - arms.begin());
}

std::int64_t TypicalOf(const GivenType& type) {
  constexpr std::int64_t kNarrow = 1'000'000;
  const bool narrow = type.minimum > -kNarrow && type.maximum < kNarrow;
  if (!narrow) return std::clamp<std::int64_t>(10, type.minimum, type.maximum);
  return type.minimum + (type.maximum - type.minimum) / 2;
}

}  // namespace bpol::agreement
