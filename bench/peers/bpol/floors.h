// The floors of the workloads that have no pack: as a C++ programmer would write them by hand, keyed_N with a hash
// table of its own. Each gives all reasons; that of the score its contributions too.
#pragma once

#include <memory>

#include "bench/decisions/contestant.h"
#include "bench/peers/bpol/workload.h"

namespace bpol::bench {

std::unique_ptr<Contestant> MakeOneRuleFloor(const Workload& workload);
std::unique_ptr<Contestant> MakeKeyedFloor(const Workload& workload);
std::unique_ptr<Contestant> MakeScoreFloor(const Workload& workload);
std::unique_ptr<Contestant> MakeDriveFloor(const Workload& workload);
std::unique_ptr<Contestant> MakeCodeHostFloor(const Workload& workload);
std::unique_ptr<Contestant> MakeTodoFloor(const Workload& workload);

}  // namespace bpol::bench
