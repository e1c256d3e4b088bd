#include "compiler/describe/describe.h"

#include <algorithm>

#include "compiler/describe/cost.h"
#include "compiler/describe/functions.h"
#include "compiler/describe/live.h"
#include "runtime/schema/layout.h"

namespace bpol::describe {
namespace {

std::uint32_t EventsOf(const std::vector<checked::Block>& blocks) {
  std::size_t events = blocks.size();
  for (const checked::Block& block : blocks) events += block.lines.size();
  return static_cast<std::uint32_t>(events);
}

std::vector<std::uint32_t> NumbersOf(const std::vector<checked::Block>& blocks) {
  std::vector<std::uint32_t> numbers;
  for (const checked::Block& block : blocks) numbers.push_back(block.block);
  return numbers;
}

// Scores stand first in the scratch memory: state, value, band, and a word a factor. `lower` puts other cells behind
// them.
void PlaceScores(const checked::Action& action, schema::Action& described) {
  constexpr std::uint32_t kWord = 8;
  described.scores.clear();
  described.scratch_size = 0;
  for (const checked::Cell& cell : action.cells) {
    const auto* score = std::get_if<checked::ScoreCell>(&cell.kind);
    if (score == nullptr) continue;
    described.scores.push_back({score->score, described.scratch_size});
    described.scratch_size += kWord * static_cast<std::uint32_t>(3 + score->factors.size());
  }
}

void DescribeAction(checked::Unit& unit, const checked::Action& action, Description& description) {
  schema::Action& described = description.schema.actions[action.action];
  described.blocks = NumbersOf(action.blocks);
  described.residencies = NumbersOf(action.residencies);
  described.max_events = std::max(EventsOf(action.blocks), EventsOf(action.residencies));
  described.live = LiveFields(unit, action);
  described.cost = CostOf(unit, action);
  PlaceScores(action, described);
  NumberFunctions(unit, action, description);
  AddRedaction(unit, action, description);
}

}  // namespace

Description Describe(checked::Unit& unit) {
  Description description{.schema = unit.schema, .functions = {}, .lifecycle_costs = {}};
  schema::LayOut(description.schema);
  for (const checked::Action& action : unit.actions) DescribeAction(unit, action, description);
  NumberLifecycles(unit, description);
  for (std::size_t i = 0; i < unit.lifecycles.size(); ++i)
    description.lifecycle_costs.push_back(CostOf(unit, unit.lifecycles[i], unit.schema.lifecycles[i]));
  description.schema.function_count = static_cast<std::uint32_t>(description.functions.size());
  return description;
}

}  // namespace bpol::describe
