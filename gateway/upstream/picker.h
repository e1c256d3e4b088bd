// Picker: which server of a group is next. Round robin over the lawful ones; a server that failed several times in a
// row is left alone for a while. INVARIANT: what is picked stands in an allowed region. When all lawful servers are
// ejected, the one whose time ends first is picked all the same: trying a doubtful server is better than answering 503
// for sure. Thread safety: belongs to one core; cores learn of a failing server each by itself.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "gateway/upstream/group.h"

namespace bpol::upstream {

class Picker {
 public:
  explicit Picker(const UpstreamGroup& group);

  // `tried[i]` leaves server i out. Nothing when no lawful server is left.
  std::optional<std::size_t> Pick(const AllowedRegions& regions, const std::vector<bool>& tried,
                                  tls::Clock::time_point now);
  void Succeeded(std::size_t server);
  void Failed(std::size_t server, tls::Clock::time_point now);

 private:
  struct Health {
    unsigned failures = 0;   // in a row
    unsigned ejections = 0;  // since the last success
    tls::Clock::time_point ejected_until{};
  };
  const UpstreamGroup& group_;
  std::vector<Health> health_;
  std::size_t next_ = 0;
};

}  // namespace bpol::upstream
