#include "compiler/analyse/absence.h"

#include <set>

#include "compiler/checked/children.h"

namespace bpol::analyse {

namespace {

class AbsenceCheck {
 public:
  AbsenceCheck(const checked::Unit& unit, const checked::Action& action, Diagnostics& diagnostics)
      : unit_(unit), action_(action), diagnostics_(diagnostics) {}

  void Line(const checked::Line& line, bool gate) {
    const schema::Line& declared = unit_.schema.lines[line.line];
    if (gate && declared.effect != schema::Effect::Deny) return;
    seen_.clear();
    Walk(line.when, line);
  }

 private:
  void Walk(checked::ExprId id, const checked::Line& line) {
    if (!id.valid() || !seen_.insert(id.index).second) return;
    const checked::Node& node = unit_.At(id).node;
    if (const auto* fact = std::get_if<checked::FactRead>(&node); fact && unit_.schema.facts[fact->fact].else_absent)
      return Warn(unit_.schema.facts[fact->fact].name, line);
    if (const auto* cell = std::get_if<checked::CellRead>(&node)) return WalkCell(cell->cell, line);
    if (const auto* band = std::get_if<checked::BandRead>(&node)) return WalkCell(band->cell, line);
    for (const checked::ExprId child : checked::Children(node)) Walk(child, line);
  }

  void WalkCell(std::uint32_t cell, const checked::Line& line) {
    for (const checked::ExprId value : checked::Children(action_.cells[cell])) Walk(value, line);
  }

  void Warn(const std::string& fact, const checked::Line& line) {
    diagnostics_.Add({.code = Code::AbsenceDecides,
                      .span = line.span,
                      .message = "this line reads `" + fact + "`, which counts as absent when its store is silent",
                      .labels = {},
                      .help = "declare the fact without `else absent`, so that a silent store denies"});
  }

  const checked::Unit& unit_;
  const checked::Action& action_;
  Diagnostics& diagnostics_;
  std::set<std::uint32_t> seen_;
};

}  // namespace

void WarnOfAbsence(const checked::Unit& unit, const checked::Action& action, Diagnostics& diagnostics) {
  AbsenceCheck check(unit, action, diagnostics);
  for (const checked::Block& block : action.blocks) {
    for (const checked::Line& line : block.lines) check.Line(line, unit.schema.blocks[block.block].gate);
  }
}

}  // namespace bpol::analyse
