// Search: requests for one invariant and one action, each changed from one before, until one breaks it or enough were
// tried. It begins with the project's fixtures and tests, keeps what showed something new (other reasons, other parts
// of the condition), and looks for the far side: first each single step from a fixture towards the condition, then from
// a request with the effect for the condition, from one under the condition for the effect. Everything follows from the
// seed, the invariant's name and the action. Thread safety: one thread.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/invariants/finding.h"
#include "compiler/invariants/requests.h"
#include "compiler/invariants/responses.h"
#include "compiler/trial/bound_request.h"
#include "compiler/trial/panel.h"

namespace bpol::invariants {

struct Settings {
  std::uint64_t seed = 1;
  std::size_t tries = 1000;  // requests for each invariant and action
};

class Search {
 public:
  // `panel` decides for the unit as it is shipped, whose actions have the same indices. Everything outlives this.
  Search(const Subject& subject, trial::Panel& panel, const checked::Invariant& invariant,
         const checked::InvariantCase& about, const Settings& settings);

  Finding Run();

 private:
  struct Kept {
    Json request;
    bool reached = false, held = false;
  };
  struct Verdict {
    bool fits = false, reached = false, held = false, faulted = false;
    std::string novelty;  // equal for requests that show the same
  };
  // Decides it, and holds it against the claim.
  void Try(const Json& request);
  Verdict Judge(const Json& request);
  void AskCondition(trial::BoundRequest& bound, Verdict& verdict);
  std::string Novelty(const Verdict& verdict, const std::string& decision) const;
  void Count(const Verdict& verdict);
  void ShowResponses(const Json& request);
  std::vector<Json> Beginnings();
  // From each fixture every single step towards the condition.
  void Sweep();
  const Kept& Origin();
  std::optional<Json> Changed(const Kept& from);
  // Whether they break it; then `example` has the decision, or what leaves of the response.
  bool Breaks(const Json& request, const Json& response, CounterExample& example);
  void Shrink();

  const Subject& subject_;
  trial::Panel& panel_;
  const checked::Invariant& invariant_;
  const checked::InvariantCase& about_;
  const Settings settings_;
  Random random_;
  Requests requests_;
  bind::JsonParser parser_;
  evaluate::Seen seen_;
  std::vector<std::uint32_t> parts_;  // of the condition
  std::vector<Condition> of_condition_, of_action_;
  std::optional<Responses> responses_;  // of `never reveal`
  std::vector<Kept> kept_;
  std::set<std::string> novelties_;
  Finding finding_;
};

}  // namespace bpol::invariants
