// Workload: one folder that bench/workloads/make.py wrote, and where its policy stands as projects of bpol.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/result.h"

namespace bpol::bench {

struct Expected {
  std::string effect;
  std::optional<std::string> reason;  // where the workload asks for it
};

struct KeyedPolicy {
  std::string subject, resource, role;
  std::int64_t least;
};

// The policy, written in one way.
struct Project {
  enum class Reasons { AsByHand, ItsOwn };  // a row of a table has no name, and gives no reason of its own
  std::string name, folder;
  Reasons reasons = Reasons::AsByHand;
};

struct Workload {
  std::string name;
  std::vector<Project> projects;      // at least one
  std::vector<std::string> requests;  // JSON, as `bpol eval` takes it
  std::vector<std::string> actions;   // of each request
  std::vector<Expected> expected;     // of each request
  std::vector<KeyedPolicy> policies;  // of keyed_N alone
};

// Where make.py wrote, and the two folders in which the policies of the workloads and of psd2_ais stand.
struct Folders {
  std::string workloads = "build/bench/workloads", own = "bench/workloads", packs = "policies";
};

// Those of `only`, all where it is empty; smallest first. The error names the file.
Result<std::vector<Workload>> ReadWorkloads(const Folders& folders, const std::vector<std::string>& only);

}  // namespace bpol::bench
