// Which obligations come out with a decision, and how several of one name join (docs/language, obligations).
#include "runtime/base/check.h"
#include "runtime/decision/decision.h"

namespace bpol::decision {
namespace {

using schema::Keeps;

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
