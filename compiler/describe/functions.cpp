#include "compiler/describe/functions.h"

namespace bpol::describe {
namespace {

std::uint32_t Add(Description& description, checked::Function function) {
  description.functions.push_back(std::move(function));
  return static_cast<std::uint32_t>(description.functions.size() - 1);
}

}  // namespace

void NumberFunctions(const checked::Action& action, Description& description) {
  schema::Action& described = description.schema.actions[action.action];
  described.decide_function = Add(description, {action.action, checked::DecideFunction{}});
  if (!action.residencies.empty())
    described.residency_function = Add(description, {action.action, checked::ResidencyFunction{}});
  described.obligations.clear();
  for (std::uint32_t site = 0; site < action.obligations.size(); ++site) {
    described.obligations.push_back(action.obligations[site].site);
    described.obligations.back().function = Add(description, {action.action, checked::ObligationFunction{site}});
  }
}

}  // namespace bpol::describe
