#include "compiler/types/class_order.h"

namespace bpol::types {

ClassOrder::ClassOrder(std::size_t count, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges) {
  for (std::size_t i = 0; i < count; ++i) covers_.push_back(std::uint64_t{1} << i);
  // Each round carries what is stronger one edge further; a path has fewer edges than there are classes.
  for (std::size_t round = 0; round < count; ++round) {
    for (const auto& [weaker, stronger] : edges) covers_[weaker] |= covers_[stronger];
  }
}

std::optional<std::uint32_t> ClassOrder::Circular() const {
  for (std::uint32_t i = 0; i < covers_.size(); ++i) {
    for (std::uint32_t j = 0; j < i; ++j) {
      if (AtLeast(i, j) && AtLeast(j, i)) return i;
    }
  }
  return std::nullopt;
}

std::uint32_t ClassOrder::Weakest() const {
  for (std::uint32_t i = 0; i < covers_.size(); ++i) {
    bool weakest = true;
    for (std::uint32_t j = 0; j < covers_.size(); ++j) weakest = weakest && (j == i || !AtLeast(i, j));
    if (weakest) return i;
  }
  return 0;
}

}  // namespace bpol::types
