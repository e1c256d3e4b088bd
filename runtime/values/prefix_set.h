// PrefixSet: a set of prefixes that is asked only whether it contains an address.
// INVARIANT: sorted by network, and no prefix contains another; so the last network at or below an address decides.
// The set borrows its array, which may lie in read-only memory of a unit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "runtime/values/ip.h"

namespace bpol::values {

// Read by native code at fixed offsets. `prefixes` may be null only when `count` is 0.
struct PrefixSet {
  const Cidr* prefixes;
  std::uint64_t count;
};
static_assert(sizeof(PrefixSet) == 16 && offsetof(PrefixSet, prefixes) == 0 && offsetof(PrefixSet, count) == 8);

// Sorts, drops what another prefix contains (and duplicates): the form that PrefixSet asks for.
void MakePrefixSet(std::vector<Cidr>& prefixes) noexcept;
// Whether an array from outside holds the invariant; a loader asks before it trusts one.
bool IsPrefixSet(std::span<const Cidr> prefixes) noexcept;

inline PrefixSet PrefixSetOf(std::span<const Cidr> prefixes) noexcept {
  return {prefixes.data(), prefixes.size()};
}

// Binary search; no prefix contains the address of an empty set.
bool Contains(const PrefixSet& set, const Ip& ip) noexcept;

}  // namespace bpol::values
