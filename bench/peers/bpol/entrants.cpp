#include "bench/peers/bpol/entrants.h"

#include <algorithm>

#include "bench/decisions/engines.h"
#include "bench/peers/bpol/floors.h"

namespace bpol::bench {
namespace {

std::unique_ptr<Contestant> MakeFloorOf(const Workload& workload) {
  if (workload.name == "one_rule") return MakeOneRuleFloor(workload);
  if (workload.name == "score_40") return MakeScoreFloor(workload);
  if (workload.name == "drive") return MakeDriveFloor(workload);
  if (workload.name == "code_host") return MakeCodeHostFloor(workload);
  if (workload.name == "todo") return MakeTodoFloor(workload);
  if (!workload.policies.empty()) return MakeKeyedFloor(workload);
  return MakeFloor(workload.name, "Decide", workload.requests);
}

Result<Subject> SubjectOf(const Workload& workload, const Pack& pack) {
  Subject subject{&pack, 0, workload.name, workload.requests, {}};
  const auto& actions = pack.native->schema().actions;
  for (const std::string& name : workload.actions) {
    const auto action = std::ranges::find(actions, name, &schema::Action::name);
    if (action == actions.end()) return Error{workload.name + ": the policy has no action " + name};
    subject.actions.push_back(static_cast<std::uint32_t>(action - actions.begin()));
  }
  return subject;
}

// How an answer begins, as Said writes it.
std::string BeginningOf(const Expected& expected) {
  return expected.effect + " | " + (expected.reason ? *expected.reason + " " : "");
}

}  // namespace

Result<Entrants> Entrants::Of(const Workload& workload, Floor floor) {
  Entrants entrants;
  entrants.floor_ = floor;
  for (const Project& project : workload.projects) {
    BPOL_TRY(Pack pack, OpenPack(project.folder));
    entrants.packs_.push_back(std::move(pack));
    BPOL_TRY(Subject subject, SubjectOf(workload, entrants.packs_.back()));
    entrants.subjects_.push_back(std::move(subject));
    entrants.list_.push_back({project.name, MakeNative(entrants.subjects_.back()), project.reasons});
  }
  if (floor == Floor::With) entrants.list_.push_back({"C++ by hand", MakeFloorOf(workload)});
  return entrants;
}

Status Entrants::Right(const Workload& workload) const {
  for (std::size_t i = 0; i < workload.requests.size(); ++i) {
    const std::string by_hand = floor_ == Floor::With ? list_.back().contestant->Answer(i) : "";
    for (const Entrant& entrant : list_) {
      const std::string answer = entrant.contestant->Answer(i);
      const bool held = floor_ == Floor::With && entrant.reasons == Project::Reasons::AsByHand;
      const bool same = !held || answer == by_hand;
      if (same && answer.starts_with(BeginningOf(workload.expected[i]))) continue;
      return Error{entrant.name + ", " + workload.name + ": " + workload.actions[i] + " " + workload.requests[i] +
                   "\n  expected " + BeginningOf(workload.expected[i]) + "\n  by hand  " + by_hand + "\n  said     " +
                   answer};
    }
  }
  return {};
}

std::unique_ptr<Contestant> Entrants::Another() const {
  return MakeNative(subjects_.front());
}

}  // namespace bpol::bench
