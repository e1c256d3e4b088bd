#include "gateway/upstream/picker.h"

#include <algorithm>

namespace bpol::upstream {
namespace {

constexpr unsigned kMaxDoublings = 4;

}  // namespace

Picker::Picker(const UpstreamGroup& group) : group_(group), health_(group.servers().size()) {}

std::optional<std::size_t> Picker::Pick(const AllowedRegions& regions, const std::vector<bool>& tried,
                                        tls::Clock::time_point now) {
  std::optional<std::size_t> least_bad;
  const std::size_t start = next_++;
  for (std::size_t step = 0; step < health_.size(); ++step) {
    const std::size_t index = (start + step) % health_.size();
    if (tried[index] || !regions.Allows(group_.servers()[index].region)) continue;
    if (health_[index].ejected_until <= now) return index;
    if (!least_bad || health_[index].ejected_until < health_[*least_bad].ejected_until) least_bad = index;
  }
  return least_bad;
}

void Picker::Succeeded(std::size_t server) {
  health_[server] = {};
}

void Picker::Failed(std::size_t server, tls::Clock::time_point now) {
  Health& health = health_[server];
  if (++health.failures < group_.settings().failures_to_eject) return;
  health.failures = 0;
  health.ejected_until = now + group_.settings().ejection * (1 << std::min(health.ejections, kMaxDoublings));
  ++health.ejections;
}

}  // namespace bpol::upstream
