#include "compiler/evaluate/plain_engine.h"

#include <algorithm>

#include "compiler/evaluate/evaluator.h"

namespace bpol::evaluate {
namespace {

using decision::Event;

// A line's `when`, then its requires in order; the first that fails is the outcome. False: the line does not hold at
// all.
bool RunLine(Evaluator& evaluator, const checked::Line& line, std::vector<Event>& events) {
  if (!evaluator.HoldsOrNone(line.when, line.site)) return false;
  Event event{line.line, 0};
  for (std::uint32_t i = 0; i < line.requires_.size() && event.outcome == 0; ++i)
    if (!evaluator.Holds(line.requires_[i], line.site)) event.outcome = i + 1;
  events.push_back(event);
  return true;
}

// Every line of a rules block; up to the first that holds of the others.
void RunBlock(Evaluator& evaluator, const schema::Unit& schema, const checked::Block& block,
              std::vector<Event>& events) {
  if (!evaluator.HoldsOrNone(block.guard, block.site)) return;
  events.push_back({Event::kBlock | block.block, 0});
  const bool first_match = schema.blocks[block.block].kind != schema::BlockKind::Rules;
  for (const checked::Line& line : block.lines)
    if (RunLine(evaluator, line, events) && first_match) return;
}

}  // namespace

PlainEngine::PlainEngine(const Program& program, std::uint32_t action, decision::Value frame, Arena& arena)
    : program_(program), arena_(arena), evaluator_(std::make_unique<Evaluator>(program_, action, frame, arena)) {}

PlainEngine::~PlainEngine() = default;

decision::Events PlainEngine::RunBlocks(std::uint32_t function) {
  decision::Events result;
  const checked::Action& action = evaluator_->action();
  const bool residency = std::holds_alternative<checked::ResidencyFunction>(program_.functions[function].kind);
  std::vector<Event> events;
  try {
    for (const checked::Block& block : residency ? action.residencies : action.blocks)
      RunBlock(*evaluator_, program_.schema, block, events);
  } catch (const Reached& reached) {
    result.fault = reached.fault;
    result.site = reached.site;
    return result;
  }
  const std::span<Event> kept = arena_.AllocateArray<Event>(events.size());
  std::ranges::copy(events, kept.begin());
  result.events = kept;
  return result;
}

decision::Held PlainEngine::RunCondition(std::uint32_t function) {
  decision::Held held;
  try {
    const auto& kind = program_.functions[function].kind;
    if (const auto* condition = std::get_if<checked::ConditionFunction>(&kind)) {
      held.holds = evaluator_->Holds(condition->condition, condition->site);
    } else if (const auto* check = std::get_if<checked::CheckFunction>(&kind)) {
      for (const ExprId expr : check->reached) evaluator_->Evaluate(expr, check->site);
      held.holds = true;
    } else if (const auto* obligation = std::get_if<checked::ObligationFunction>(&kind)) {
      const checked::Oblige& oblige = evaluator_->action().obligations[obligation->site];
      held.holds = evaluator_->HoldsOrNone(oblige.when, oblige.fault_site);
      const std::span<Value> arguments = arena_.AllocateArray<Value>(held.holds ? oblige.arguments.size() : 0);
      for (std::size_t i = 0; i < arguments.size(); ++i)
        arguments[i] = evaluator_->Evaluate(oblige.arguments[i], oblige.fault_site);
      held.arguments = arguments;
    } else {
      BPOL_CHECK(false, "decide and residency functions are run by RunBlocks");
    }
  } catch (const Reached& reached) {
    held = {};
    held.fault = reached.fault;
    held.site = reached.site;
  }
  return held;
}

decision::Held PlainEngine::RunObjectCondition(std::uint32_t function, decision::Value object) {
  evaluator_->set_object(object);
  return RunCondition(function);
}

void PlainEngine::CollectScores(std::pmr::vector<decision::ScoreResult>& scores) {
  const checked::Action& action = evaluator_->action();
  for (std::uint32_t i = 0; i < action.cells.size(); ++i) {
    const auto* score = std::get_if<checked::ScoreCell>(&action.cells[i].kind);
    const std::optional<CellValue>& value = evaluator_->cell(i);
    if (score != nullptr && value) scores.push_back({score->score, value->value.integer, value->band, value->points});
  }
}

}  // namespace bpol::evaluate
