#include "runtime/values/prefix_set.h"

#include <algorithm>

namespace bpol::values {
namespace {

// Both hold networks without host bits; equal networks of different length meet here too.
bool Covers(const Cidr& outer, const Cidr& inner) {
  return outer.length <= inner.length && Contains(outer, inner.network);
}

bool IsCidr(const Cidr& cidr) {
  return cidr.length >= 0 && cidr.length <= 128 && CidrAround(cidr.network, cidr.length) == cidr;
}

}  // namespace

void MakePrefixSet(std::vector<Cidr>& prefixes) noexcept {
  // By network, then the shorter first: whatever contains a prefix comes before it, and what is kept last is the only
  // candidate, since kept prefixes do not overlap.
  std::ranges::sort(prefixes);
  std::size_t kept = 0;
  for (const Cidr& prefix : prefixes) {
    if (kept > 0 && Covers(prefixes[kept - 1], prefix)) continue;
    prefixes[kept++] = prefix;
  }
  prefixes.resize(kept);
}

bool IsPrefixSet(std::span<const Cidr> prefixes) noexcept {
  for (std::size_t i = 0; i < prefixes.size(); ++i) {
    if (!IsCidr(prefixes[i])) return false;
    if (i == 0) continue;
    if (!(prefixes[i - 1] < prefixes[i]) || Covers(prefixes[i - 1], prefixes[i])) return false;
  }
  return true;
}

bool Contains(const PrefixSet& set, const Ip& ip) noexcept {
  const Cidr* const end = set.prefixes + set.count;
  const Cidr* const above = std::upper_bound(
      set.prefixes, end, ip, [](const Ip& address, const Cidr& prefix) { return address < prefix.network; });
  return above != set.prefixes && Contains(above[-1], ip);
}

}  // namespace bpol::values
