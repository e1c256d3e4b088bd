#include "compiler/describe/functions.h"

#include "compiler/describe/redaction.h"
#include "runtime/base/check.h"

namespace bpol::describe {
namespace {

std::uint32_t Add(Description& description, checked::Function function) {
  description.functions.push_back(std::move(function));
  return static_cast<std::uint32_t>(description.functions.size() - 1);
}

// The place in the action's live roots where a cell is read: `check` has put it there for every challenger.
checked::ExprId ReadOf(const checked::Unit& unit, const checked::Action& action, std::uint32_t cell) {
  for (const checked::ExprId root : action.live_roots) {
    const auto* read = std::get_if<checked::CellRead>(&unit.At(root).node);
    if (read != nullptr && read->cell == cell) return root;
  }
  BPOL_CHECK(false, "a challenger is read by its action");
}

// One a challenger, so that the fault of one leaves the others alone.
void NumberChallengers(const checked::Unit& unit, const checked::Action& action, Description& description) {
  schema::Action& described = description.schema.actions[action.action];
  std::size_t place = 0;
  for (std::uint32_t cell = 0; cell < action.cells.size(); ++cell) {
    const auto* score = std::get_if<checked::ScoreCell>(&action.cells[cell].kind);
    if (score == nullptr) continue;
    schema::ScoreCell& placed = described.scores[place++];
    if (unit.schema.scores[score->score].champion == schema::kNone) continue;
    const checked::CheckFunction function{{ReadOf(unit, action, cell)}, action.cells[cell].site};
    placed.function = Add(description, {action.action, function});
  }
}

bool IsConstant(const checked::Unit& unit, const checked::Oblige& oblige) {
  const auto is_literal = [&](checked::ExprId argument) {
    return std::holds_alternative<checked::Literal>(unit.At(argument).node);
  };
  return !oblige.when.valid() && std::ranges::all_of(oblige.arguments, is_literal);
}

}  // namespace

void NumberFunctions(const checked::Unit& unit, const checked::Action& action, Description& description) {
  schema::Action& described = description.schema.actions[action.action];
  described.decide_function = Add(description, {action.action, checked::DecideFunction{}});
  if (!action.residencies.empty())
    described.residency_function = Add(description, {action.action, checked::ResidencyFunction{}});
  described.obligations.clear();
  for (std::uint32_t site = 0; site < action.obligations.size(); ++site) {
    described.obligations.push_back(action.obligations[site].site);
    described.obligations.back().constant = IsConstant(unit, action.obligations[site]);
    described.obligations.back().function = Add(description, {action.action, checked::ObligationFunction{site}});
  }
  NumberChallengers(unit, action, description);
}

void AddRedaction(checked::Unit& unit, const checked::Action& action, Description& description) {
  schema::Unit& schema = description.schema;
  schema::Action& described = schema.actions[action.action];
  if (described.response == schema::kNone) return;
  ResolvedRedaction resolved = ResolveRedaction(unit, action);
  unit.exprs.insert(unit.exprs.end(), resolved.exprs.begin(), resolved.exprs.end());
  NumberRedaction(resolved.redaction, static_cast<std::uint32_t>(description.functions.size()),
                  static_cast<std::uint32_t>(schema.redact_lines.size()));
  for (const checked::ConditionFunction& condition : resolved.conditions) Add(description, {action.action, condition});
  schema.redact_lines.insert(schema.redact_lines.end(), resolved.lines.begin(), resolved.lines.end());
  if (!resolved.check.reached.empty())
    described.redact_check_function = Add(description, {action.action, std::move(resolved.check)});
  described.redaction = static_cast<std::uint32_t>(schema.redactions.size());
  schema.redactions.push_back(std::move(resolved.redaction));
}

void NumberLifecycles(const checked::Unit& unit, Description& description) {
  for (std::uint32_t i = 0; i < unit.lifecycles.size(); ++i) {
    const auto place = static_cast<std::uint32_t>(unit.actions.size()) + i;
    std::vector<schema::Transition>& described = description.schema.lifecycles[i].transitions;
    for (std::size_t j = 0; j < described.size(); ++j) {
      const checked::Transition& transition = unit.lifecycles[i].transitions[j];
      if (!transition.condition.valid()) continue;
      described[j].function =
          Add(description, {place, checked::ConditionFunction{transition.condition, transition.site}});
    }
  }
}

}  // namespace bpol::describe
