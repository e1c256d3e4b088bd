// Cells: lets, consents and scores, computed when first read and kept.
#include <algorithm>

#include "compiler/evaluate/evaluator.h"
#include "runtime/values/integer.h"

namespace bpol::evaluate {

Value Evaluator::Eval(const checked::CellRead& node, ExprId) {
  return Read(node.cell).value;
}

Value Evaluator::Eval(const checked::BandRead& node, ExprId) {
  return Value::Int(Read(node.cell).band);
}

const CellValue& Evaluator::Read(std::uint32_t cell) {
  if (!cells_[cell]) {
    const std::uint32_t reader = site_;
    site_ = action_.cells[cell].site;
    cells_[cell] = std::visit([this](const auto& kind) { return Compute(kind); }, action_.cells[cell].kind);
    site_ = reader;
  }
  return *cells_[cell];
}

CellValue Evaluator::Compute(const checked::LetCell& cell) {
  return {Eval(cell.value), 0, {}};
}

// 0 satisfied; 1 `missing`: the fact is absent; n + 2: line n is the first that holds.
CellValue Evaluator::Compute(const checked::ConsentCell& cell) {
  if (cell.fact_present.valid() && !True(cell.fact_present)) return {Value::Int(1), 0, {}};
  for (std::size_t i = 0; i < cell.lines.size(); ++i)
    if (True(cell.lines[i])) return {Value::Int(static_cast<std::int64_t>(i) + 2), 0, {}};
  return {Value::Int(0), 0, {}};
}

// The sum is clamped, contributions are not; the band is the first whose bound is above the sum.
CellValue Evaluator::Compute(const checked::ScoreCell& cell) {
  const schema::Score& score = program_.schema.scores[cell.score];
  const std::span<std::int64_t> points = arena_.AllocateArray<std::int64_t>(cell.factors.size());
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i] = Eval(cell.factors[i]).integer;
    Check(values::AddInt(sum, points[i], &sum));
  }
  sum = std::clamp(sum, score.minimum, score.maximum);
  std::uint32_t band = 0;
  while (band + 1 < score.bands.size() && sum >= score.bands[band].below) ++band;
  return {Value::Int(sum), band, points};
}

}  // namespace bpol::evaluate
