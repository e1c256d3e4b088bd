// Which obligations come out with a decision, and how several of one name join (docs/language, obligations).
#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/decision/decision.h"

namespace bpol::decision {
namespace {

using schema::Effect;
using schema::Keeps;
using schema::When;

bool Meets(When when, Effect effect) {
  switch (when) {
    case When::Permit:
      return effect == Effect::Permit;
    case When::Challenge:
      return effect == Effect::Challenge;
    case When::Review:
      return effect == Effect::Review;
    case When::Deny:
      return effect == Effect::Deny;
    case When::Any:
      return true;
  }
  BPOL_CHECK(false, "every `on` names an effect or any");
}

int CompareArguments(std::span<const Value> left, std::span<const Value> right) {
  return Compare(Value::Sequence(left), Value::Sequence(right));
}

// Whether `candidate` takes the place of what is already there.
bool Replaces(Keeps keeps, int order) {
  switch (keeps) {
    case Keeps::All:
      return false;
    case Keeps::Latest:
    case Keeps::Highest:
      return order > 0;
    case Keeps::Earliest:
    case Keeps::Lowest:
      return order < 0;
  }
  BPOL_CHECK(false, "every way of keeping is known");
}

}  // namespace

bool Supports(const schema::Unit& unit, const schema::ObligationSite& site, std::span<const Event> events,
              const Decision& decision) {
  const bool of_block = site.owner == schema::OwnerKind::Block;
  const bool fits = of_block ? Meets(site.when, decision.effect) : unit.lines[site.index].effect == decision.effect;
  if (!fits) return false;
  const Event wanted{.index = of_block ? site.index | Event::kBlock : site.index, .outcome = 0};
  return std::ranges::any_of(
      events, [&](const Event& event) { return event.index == wanted.index && event.outcome == wanted.outcome; });
}

void AddObligation(const schema::Unit& unit, ObligationInstance instance, Decision& decision) {
  const Keeps keeps = unit.obligations[instance.obligation].keeps;
  for (ObligationInstance& present : decision.obligations) {
    if (present.obligation != instance.obligation) continue;
    const int order = CompareArguments(instance.arguments, present.arguments);
    if (Replaces(keeps, order)) present.arguments = instance.arguments;
    if (keeps != Keeps::All || order == 0) return;  // joined, or identical
  }
  decision.obligations.push_back(instance);
}

}  // namespace bpol::decision
