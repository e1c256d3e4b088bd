// Cells: lets, consents and scores, computed when first read and kept for the rest of the decision.
#include <algorithm>

#include "compiler/evaluate/evaluator.h"
#include "runtime/values/integer.h"

namespace bpol::evaluate {

Maybe Evaluator::Node(const Expr&, const checked::CellRead& node) {
  return ReadCell(node.cell);
}

Maybe Evaluator::Node(const Expr&, const checked::BandRead& node) {
  BPOL_EVAL([[maybe_unused]] const Value value, ReadCell(node.cell));
  return Value::Int(cells_[node.cell].score.band);
}

Maybe Evaluator::ReadCell(std::uint32_t cell) {
  CellState& state = cells_[cell];
  if (!state.read) {
    const std::uint32_t reader = site_;
    site_ = action_.cells[cell].site;
    BPOL_EVAL(state.value,
              std::visit([&](const auto& kind) { return Compute(kind, state); }, action_.cells[cell].kind));
    state.read = true;
    site_ = reader;
  }
  return state.value;
}

Maybe Evaluator::Compute(const checked::LetCell& cell, CellState&) {
  return Eval(cell.value);
}

// 0 satisfied, 1 the fact is absent, n + 2 the n-th line holds: the first that does is the verdict.
Maybe Evaluator::Compute(const checked::ConsentCell& cell, CellState&) {
  BPOL_EVAL(const bool fact_present, Holds(cell.fact_present));
  if (!fact_present) return Value::Int(1);
  for (std::size_t line = 0; line < cell.lines.size(); ++line) {
    BPOL_EVAL(const bool holds, Holds(cell.lines[line]));
    if (holds) return Value::Int(static_cast<std::int64_t>(line) + 2);
  }
  return Value::Int(0);
}

// The sum is clamped, the points are not.
Maybe Evaluator::Compute(const checked::ScoreCell& cell, CellState& state) {
  const schema::Score& score = unit_.schema.scores[cell.score];
  const std::span<std::int64_t> points = arena_.AllocateArray<std::int64_t>(cell.factors.size());
  std::int64_t sum = 0;
  for (std::size_t factor = 0; factor < cell.factors.size(); ++factor) {
    AddWork(1);
    BPOL_EVAL(const Value value, Eval(cell.factors[factor]));
    points[factor] = value.integer;
    BPOL_EVAL([[maybe_unused]] const Value added, Int(values::AddInt(sum, value.integer, &sum), sum));
  }
  const std::int64_t clamped = std::clamp(sum, score.minimum, score.maximum);
  std::uint32_t band = 0;
  while (band + 1 < score.bands.size() && clamped >= score.bands[band].below) ++band;
  state.score = {true, clamped, band, points};
  return Value::Int(clamped);
}

}  // namespace bpol::evaluate
