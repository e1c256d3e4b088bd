// Lets, consents and scores, and where each keeps what it computed.
#include <algorithm>

#include "compiler/lower/lowering.h"
#include "runtime/base/check.h"

namespace bpol::lower {

namespace {

constexpr std::uint32_t kWord = 8;

std::uint32_t SizeOfCell(core::Type type) {
  return kWord + (type.optional ? kWord : 0) + core::BytesOf(type.rep);
}

}  // namespace

void Lowering::LowerCells() {
  // Scores have their places from describe, which the host knows too; other cells stand behind them.
  program_.actions[action_index_].scratch_size = schema_.actions[action_index_].scratch_size;
  for (const checked::Cell& cell : action_.cells) {
    core::Cell lowered = LowerCell(cell);
    program_.actions[action_index_].cells.push_back(std::move(lowered));
  }
}

std::uint32_t Lowering::PlaceOfScore(std::uint32_t score) const {
  const std::vector<schema::ScoreCell>& places = schema_.actions[action_index_].scores;
  const auto place = std::ranges::find(places, score, &schema::ScoreCell::score);
  BPOL_CHECK(place != places.end(), "describe has given every score of an action its place");
  return place->offset;
}

core::Cell Lowering::LowerCell(const checked::Cell& cell) {
  core::Cell lowered{.name = cell.name, .site = cell.site, .type = CoreType(cell.type)};
  if (const auto* score = std::get_if<checked::ScoreCell>(&cell.kind)) {
    const schema::Score& declared = schema_.scores[score->score];
    core::ScoreCell kind{.score = score->score, .minimum = declared.minimum, .maximum = declared.maximum};
    for (std::size_t i = 0; i + 1 < declared.bands.size(); ++i) kind.bands.push_back(declared.bands[i].below);
    kind.factors = LowerAll(score->factors);
    lowered.kind = std::move(kind);
    lowered.offset = PlaceOfScore(score->score);
    return lowered;
  }
  if (const auto* consent = std::get_if<checked::ConsentCell>(&cell.kind)) {
    const ExprId fact_present = LowerIfAny(consent->fact_present);
    lowered.kind = core::ConsentCell{fact_present, LowerAll(consent->lines)};
  } else {
    lowered.kind = core::LetCell{LowerAs(std::get<checked::LetCell>(cell.kind).value, cell.type)};
  }
  lowered.offset = TakeScratch(SizeOfCell(lowered.type));
  return lowered;
}

}  // namespace bpol::lower
