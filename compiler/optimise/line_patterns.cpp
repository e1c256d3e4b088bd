#include "compiler/optimise/line_patterns.h"

#include <algorithm>
#include <map>

#include "compiler/core/rows.h"
#include "compiler/optimise/trees.h"

namespace bpol::optimise {

using core::Expr;
using core::ExprId;
using core::Op;
using core::Word;

namespace {

std::vector<ExprId> RootsOf(const core::Line& line) {
  std::vector<ExprId> roots;
  if (line.when.valid()) roots.push_back(line.when);
  roots.insert(roots.end(), line.requires_.begin(), line.requires_.end());
  return roots;
}

std::string FormOfLine(const core::Program& program, const core::Line& line) {
  std::string form = line.when.valid() ? "w" : "a";
  for (const ExprId root : RootsOf(line)) AppendForm(program, root, FormOf::ConstantsLeftOut, form);
  return form;
}

std::vector<ExprId> ConstantsOf(const core::Program& program, const core::Line& line) {
  std::vector<ExprId> constants;
  for (const ExprId root : RootsOf(line)) CollectConstants(program, root, constants);
  return constants;
}

// A value as it stands in a frame, at its address where it is long.
void AddWords(const core::Program& program, const Expr& constant, std::vector<Word>& words) {
  words.push_back({constant.immediates[0], constant.op == Op::Text || constant.op == Op::Sequence});
  if (constant.op == Op::Int) return;
  const bool is_text = constant.op == Op::Text;
  const std::int64_t second =
      is_text ? std::int64_t(std::get<std::string>(program.constants[std::size_t(constant.immediates[0])]).size())
              : constant.immediates[1];
  words.push_back({second});
}

// One pattern while it is made: `columns[i]` is the offset in the row of constant i, or 0 where it is the same in all.
class Making {
 public:
  Making(core::Program& program, const std::vector<core::Line>& lines, const std::vector<std::uint32_t>& places)
      : program_(program), lines_(lines), places_(places) {
    for (const std::uint32_t place : places_) constants_.push_back(ConstantsOf(program_, lines_[place]));
    std::uint32_t at = 8 * core::kRowHeadWords;
    for (std::size_t i = 0; i < constants_.front().size(); ++i) {
      columns_.push_back(Differs(i) ? at : 0);
      if (columns_.back() != 0) at += core::BytesOf(program_.At(constants_.front()[i]).type.rep);
    }
    fits_ = at / 8 < core::kMostRowWords;
  }

  bool fits() const { return fits_; }

  Pattern Make() {
    Pattern pattern;
    for (std::size_t i = 0; i < places_.size(); ++i) pattern.rows.push_back({places_[i], WordsOf(constants_[i])});
    std::map<ExprId, std::uint32_t> columns;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i] != 0) columns[constants_.front()[i]] = columns_[i];
    const auto load = [&](ExprId original) -> std::optional<Expr> {
      const auto column = columns.find(original);
      if (column == columns.end()) return std::nullopt;
      program_.exprs.push_back({.op = Op::Row, .type = {core::Rep::Record}});
      const ExprId row{static_cast<std::uint32_t>(program_.exprs.size() - 1)};
      return Expr{
          .op = Op::Load, .type = program_.At(original).type, .immediates = {column->second, -1}, .operands = {row}};
    };
    const core::Line& first = lines_[places_.front()];
    pattern.line = {.line = core::kNone, .site = core::kNone};
    if (first.when.valid()) pattern.line.when = CopyTree(program_, first.when, load);
    for (const ExprId required : first.requires_) pattern.line.requires_.push_back(CopyTree(program_, required, load));
    return pattern;
  }

 private:
  bool Differs(std::size_t constant) const {
    const Expr& first = program_.At(constants_.front()[constant]);
    return !std::ranges::all_of(constants_, [&](const std::vector<ExprId>& constants) {
      return program_.At(constants[constant]).immediates == first.immediates;
    });
  }

  std::vector<Word> WordsOf(const std::vector<ExprId>& constants) const {
    std::vector<Word> words;
    for (std::size_t i = 0; i < constants.size(); ++i)
      if (columns_[i] != 0) AddWords(program_, program_.At(constants[i]), words);
    return words;
  }

  core::Program& program_;
  const std::vector<core::Line>& lines_;
  const std::vector<std::uint32_t>& places_;
  std::vector<std::vector<ExprId>> constants_;  // by line, then in order of the line
  std::vector<std::uint32_t> columns_;
  bool fits_ = false;
};

}  // namespace

std::vector<Pattern> PatternsOf(core::Program& program, const std::vector<core::Line>& lines,
                                const std::vector<std::uint32_t>& places) {
  std::map<std::string, std::vector<std::uint32_t>> by_form;
  for (const std::uint32_t place : places) by_form[FormOfLine(program, lines[place])].push_back(place);
  std::vector<Pattern> patterns;
  for (const auto& [form, same] : by_form) {
    if (same.size() < 2) continue;
    Making making(program, lines, same);
    if (making.fits()) patterns.push_back(making.Make());
  }
  return patterns;
}

core::Line CopyLine(core::Program& program, const core::Line& line) {
  core::Line copy = line;
  const auto whole = [](ExprId) { return std::nullopt; };
  if (copy.when.valid()) copy.when = CopyTree(program, copy.when, whole);
  for (ExprId& required : copy.requires_) required = CopyTree(program, required, whole);
  return copy;
}

}  // namespace bpol::optimise
