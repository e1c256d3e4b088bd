// Entrants: bpol's native engine, once for each way in which a workload's policy is written, and C++ by hand. They
// decide the same requests; what each says is held against what the workload expects before anything is measured.
#pragma once

#include <deque>
#include <memory>

#include "bench/decisions/contestant.h"
#include "bench/peers/bpol/workload.h"
#include "bench/support/pack.h"

namespace bpol::bench {

struct Entrant {
  std::string name;
  std::unique_ptr<Contestant> contestant;
  Project::Reasons reasons = Project::Reasons::AsByHand;
};

enum class Floor { With, Without };

// INVARIANT: the floor, where there is one, is the last entrant.
class Entrants {
 public:
  // The error is that of a policy that does not compile, or names an action that it has not.
  static Result<Entrants> Of(const Workload& workload, Floor floor);

  const std::vector<Entrant>& list() const { return list_; }
  // Each answer against what is expected, and against the floor's where the reasons are the same. Tells the first that
  // is wrong.
  Status Right(const Workload& workload) const;
  // Another contestant on the first project, for another thread: same unit, arenas of its own.
  std::unique_ptr<Contestant> Another() const;

 private:
  std::deque<Pack> packs_;  // entrants borrow from both
  std::deque<Subject> subjects_;
  std::vector<Entrant> list_;
  Floor floor_ = Floor::With;
};

}  // namespace bpol::bench
