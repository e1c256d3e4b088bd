#include "compiler/evaluate/plain_engine.h"

#include <algorithm>

namespace bpol::evaluate {

using decision::Event;
using decision::Held;

PlainEngine::PlainEngine(const Program& program, std::uint32_t action, const Value& frame, Arena& arena)
    : program_(program),
      action_(program.unit.actions[action]),
      frame_(frame),
      arena_(arena),
      evaluator_(program.unit, action_, frame, arena) {
  evaluator_.SetSeen(program.seen);
  evaluator_.SetKeys(program.keys);
  evaluator_.SetWork(program.work);
}

decision::Events PlainEngine::RunBlocks(std::uint32_t function) {
  const bool residency = std::holds_alternative<checked::ResidencyFunction>(program_.functions[function].kind);
  events_.clear();
  for (const checked::Block& block : residency ? action_.residencies : action_.blocks) {
    if (!RunBlock(block)) return {evaluator_.ended(), {}};
  }
  const std::span<Event> kept = arena_.AllocateArray<Event>(events_.size());
  std::ranges::copy(events_, kept.begin());
  return {evaluator_.ended(), kept};
}

// Every line of a rules block; of the others the first whose `when` holds.
std::optional<bool> PlainEngine::RunBlock(const checked::Block& block) {
  evaluator_.SetSite(block.site);
  evaluator_.AddWork(1);
  BPOL_EVAL(const bool applies, evaluator_.Holds(block.guard));
  if (!applies) return false;
  events_.push_back({Event::kBlock | block.block, 0});
  const bool every = program_.schema.blocks[block.block].kind == schema::BlockKind::Rules;
  for (const checked::Line& line : block.lines) {
    evaluator_.SetSite(line.site);
    evaluator_.AddWork(1);
    BPOL_EVAL(const bool holds, evaluator_.Holds(line.when));
    if (!holds) continue;
    BPOL_EVAL(const std::uint32_t outcome, Outcome(line));
    events_.push_back({line.line, outcome});
    if (!every) break;
  }
  return true;
}

std::optional<std::uint32_t> PlainEngine::Outcome(const checked::Line& line) {
  for (std::uint32_t i = 0; i < line.requires_.size(); ++i) {
    BPOL_EVAL(const bool holds, evaluator_.Holds(line.requires_[i]));
    if (!holds) return i + 1;
  }
  return 0;
}

Held PlainEngine::RunCondition(std::uint32_t function) {
  return std::visit([&](const auto& kind) { return Run(kind); }, program_.functions[function].kind);
}

Held PlainEngine::Run(const checked::ObligationFunction& function) {
  const checked::Oblige& oblige = action_.obligations[function.site];
  evaluator_.SetSite(oblige.fault_site);
  evaluator_.AddWork(1);
  const std::optional<bool> holds = evaluator_.Holds(oblige.when);
  if (!holds) return Faulted();
  if (!*holds) return {};
  const std::span<Value> arguments = arena_.AllocateArray<Value>(oblige.arguments.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Maybe value = evaluator_.Eval(oblige.arguments[i]);
    if (!value) return Faulted();
    arguments[i] = *value;
  }
  return {{}, true, arguments};
}

Held PlainEngine::Run(const checked::ConditionFunction& function) {
  return AskBehind(evaluator_.Behind(), function);
}

Held PlainEngine::Run(const checked::CheckFunction& function) {
  evaluator_.SetSite(function.site);
  for (const checked::ExprId reached : function.reached) {
    if (evaluator_.Eval(reached)) continue;
    const Held faulted = Faulted();
    evaluator_.Forget();  // a challenger's decides nothing, and the next is asked all the same
    return faulted;
  }
  return {{}, true, {}};
}

Held PlainEngine::Run(const checked::DecideFunction&) {
  BPOL_CHECK(false, "blocks are asked by RunBlocks");
}
Held PlainEngine::Run(const checked::ResidencyFunction&) {
  BPOL_CHECK(false, "blocks are asked by RunBlocks");
}

Held PlainEngine::RunObjectCondition(std::uint32_t function, const Value& object) {
  const auto& condition = std::get<checked::ConditionFunction>(program_.functions[function].kind);
  Evaluator evaluator = evaluator_.Behind();
  evaluator.SetObject(object);
  return AskBehind(std::move(evaluator), condition);
}

Held PlainEngine::AskBehind(Evaluator evaluator, const checked::ConditionFunction& function) {
  evaluator.SetSite(function.site);
  const std::optional<bool> holds = evaluator.Holds(function.condition);
  return holds ? Held{{}, *holds, {}} : Held{evaluator.ended(), false, {}};
}

void PlainEngine::CollectScores(ArenaList<decision::ScoreResult>& scores) {
  for (std::uint32_t cell = 0; cell < action_.cells.size(); ++cell) {
    const auto* score = std::get_if<checked::ScoreCell>(&action_.cells[cell].kind);
    if (score == nullptr || !evaluator_.ScoreOf(cell).read) continue;
    const Evaluator::ScoreValue& value = evaluator_.ScoreOf(cell);
    scores.push_back({score->score, value.value, value.band, value.points});
  }
}

}  // namespace bpol::evaluate
