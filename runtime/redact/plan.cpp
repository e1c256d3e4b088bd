#include "runtime/redact/plan.h"

#include <cstring>

#include "runtime/base/same_text.h"

namespace bpol::redact {

using schema::kNone;

// Not keyed: a collision costs a chain step among declared names, and among undeclared ones refuses the response of an
// upstream that sought it.
std::uint64_t HashName(std::string_view name) noexcept {
  constexpr std::uint64_t kMultiplier = 0x9e37'79b9'7f4a'7c15;
  std::uint64_t hash = kMultiplier ^ name.size();
  while (!name.empty()) {
    std::uint64_t word = 0;
    const std::size_t taken = std::min<std::size_t>(name.size(), 8);
    std::memcpy(&word, name.data(), taken);
    hash = (hash ^ word) * kMultiplier;
    hash ^= hash >> 29;
    name.remove_prefix(taken);
  }
  return hash ^ hash >> 32;
}

std::uint32_t PlanRecord::Find(std::string_view name, std::uint32_t next) const {
  constexpr std::uint32_t kTries = 4;  // some optional ones may be missing
  const auto last = static_cast<std::uint32_t>(std::min<std::size_t>(names.size(), std::size_t{next} + kTries));
  for (std::uint32_t guess = next; guess < last; ++guess) {
    if (SameText(names[guess], name)) return guess;
  }
  if (buckets.empty()) return kNone;
  const std::size_t mask = buckets.size() - 1;
  for (std::size_t i = HashName(name) & mask; buckets[i] != kNone; i = (i + 1) & mask) {
    if (SameText(names[buckets[i]], name)) return buckets[i];
  }
  return kNone;
}

std::uint32_t PlanRecord::SlotOf(std::string_view tag_text) const {
  std::uint32_t member = tag_enum->otherwise;
  for (std::uint32_t i = 0; i < tag_enum->members.size(); ++i) {
    if (SameText(tag_enum->members[i].wire, tag_text)) member = i;
  }
  if (member == kNone || member >= arm_of_member->size() || (*arm_of_member)[member] == kNone) return 0;
  return (*arm_of_member)[member] + 1;
}

Place PlanNode::place() const {
  switch (shape) {
    case Shape::Record:
    case Shape::List:
    case Shape::Map:
      return Place::Container;
    case Shape::FreeString:
    case Shape::CheckedString:
      return Place::Text;
    case Shape::Int:
    case Shape::Decimal:
    case Shape::Bool:
      return Place::Plain;
  }
  return Place::Plain;
}

}  // namespace bpol::redact
