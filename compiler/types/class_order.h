// Data classes and which is stronger than which (language.md section 5). A partial order: `class public < personal`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bpol::types {

// INVARIANT: at most 64 classes; indices are those of schema::Unit::classes.
class ClassOrder {
 public:
  static constexpr std::size_t kMost = 64;

  // `edges`: (weaker, stronger).
  ClassOrder(std::size_t count, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges);

  // Bit i: class i is `data_class` or stronger.
  std::uint64_t Covers(std::uint32_t data_class) const { return covers_[data_class]; }
  bool AtLeast(std::uint32_t data_class, std::uint32_t base) const { return covers_[base] >> data_class & 1; }
  // A class that is stronger than itself, if the edges go in a circle.
  std::optional<std::uint32_t> Circular() const;
  // The first class than which none is weaker; there is at least one class.
  std::uint32_t Weakest() const;
  const std::vector<std::uint64_t>& covers() const { return covers_; }

 private:
  std::vector<std::uint64_t> covers_;
};

}  // namespace bpol::types
