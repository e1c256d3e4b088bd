// Decisions that no block made: faults, and bindings that decide alone.
#include "runtime/decision/decision.h"

namespace bpol::decision {
namespace {

void ClearToDeny(Decision& decision) {
  decision.effect = schema::Effect::Deny;
  decision.reasons.clear();
  decision.challenge.reset();
  decision.regions.reset();
  decision.granted.clear();
  decision.obligations.clear();
  decision.scores.clear();
}

}  // namespace

void Refuse(Decision& decision, values::Fault fault, std::uint32_t site, std::string_view path) {
  ClearToDeny(decision);
  decision.fault.fault = fault;
  decision.fault.site = site;
  decision.fault.path = path;
  decision.reasons.push_back({.kind = Reason::Kind::Fault});
}

void RefuseByBinding(Decision& decision, std::string_view code) {
  ClearToDeny(decision);
  decision.binding_code = code;
  decision.reasons.push_back({.kind = Reason::Kind::Binding});
}

}  // namespace bpol::decision
