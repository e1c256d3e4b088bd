#include "compiler/core/rows.h"

#include "runtime/abi/helpers.h"

namespace bpol::core {

std::int64_t FirstWord(const Row& row) {
  const std::uint64_t word = std::uint64_t{row.place} | std::uint64_t{row.shape} << kShapeAt |
                             std::uint64_t{row.words} << kWordsAt | std::uint64_t{row.last} << kLastAt;
  return static_cast<std::int64_t>(word);
}

std::int64_t SecondWord(const Row& row) {
  return static_cast<std::int64_t>(std::uint64_t{row.line} | std::uint64_t{row.site} << 32);
}

std::optional<Row> RowAt(const std::vector<Word>& words, std::size_t at) {
  if (at + kRowHeadWords > words.size() || words[at].address || words[at + 1].address) return std::nullopt;
  const auto first = static_cast<std::uint64_t>(words[at].value),
             second = static_cast<std::uint64_t>(words[at + 1].value);
  const Row row{.place = static_cast<std::uint32_t>(first),
                .shape = static_cast<std::uint32_t>(first >> kShapeAt) % kMostShapes,
                .words = static_cast<std::uint32_t>(first >> kWordsAt) % kMostRowWords,
                .last = first >> kLastAt != 0,
                .line = static_cast<std::uint32_t>(second),
                .site = static_cast<std::uint32_t>(second >> 32)};
  if (row.words < kRowHeadWords || row.words > words.size() - at) return std::nullopt;
  return row;
}

const std::vector<Word>& RowsOf(const Program& program, const Dispatch& dispatch) {
  static const std::vector<Word> none;
  const auto* words = dispatch.rows < program.constants.size()
                          ? std::get_if<std::vector<Word>>(&program.constants[dispatch.rows])
                          : nullptr;
  return words == nullptr ? none : *words;
}

namespace {

std::optional<std::size_t> PlaceOf(std::uint64_t offset) {
  if (offset % 8 != 0) return std::nullopt;
  return offset / 8;
}

}  // namespace

std::optional<std::vector<std::size_t>> PlacesOf(const Program& program, ExprId list) {
  const Expr& expr = program.At(list);
  std::vector<std::size_t> places;
  if (expr.op == Op::Int) {
    const auto place = PlaceOf(static_cast<std::uint64_t>(expr.immediates[0]));
    if (!place) return std::nullopt;
    places.push_back(*place);
    return places;
  }
  if (expr.op == Op::If) {
    for (const std::size_t side : {1, 2}) {
      const auto more = PlacesOf(program, expr.operands[side]);
      if (!more) return std::nullopt;
      places.insert(places.end(), more->begin(), more->end());
    }
    return places;
  }
  if (expr.op != Op::Call || static_cast<abi::Helper>(expr.immediates[0]) != abi::Helper::FindRows) return std::nullopt;
  // Of the right form: given.cpp has seen to it.
  const Expr& slots = program.At(expr.operands[0]);
  places.push_back(0);
  for (const Word& slot : std::get<std::vector<Word>>(program.constants[std::size_t(slots.immediates[0])])) {
    if (slot.value == 0) continue;
    const auto place = PlaceOf(static_cast<std::uint32_t>(slot.value));
    if (!place) return std::nullopt;
    places.push_back(*place);
  }
  return places;
}

}  // namespace bpol::core
