// The floors of the workloads that have no pack: one_rule and keyed_N as a C++ programmer would write them by hand,
// keyed_N with a hash table of its own.
#pragma once

#include <memory>

#include "bench/decisions/contestant.h"
#include "bench/peers/bpol/workload.h"

namespace bpol::bench {

std::unique_ptr<Contestant> MakeOneRuleFloor(const Workload& workload);
std::unique_ptr<Contestant> MakeKeyedFloor(const Workload& workload);

}  // namespace bpol::bench
