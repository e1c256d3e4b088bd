#include "tests/agreement/conditions.h"

#include <set>

#include "compiler/checked/children.h"

namespace bpol::agreement {
namespace {

using checked::ExprId;

class Collector {
 public:
  Collector(const checked::Unit& unit, std::span<const checked::Function> functions)
      : unit_(unit), functions_(functions) {}

  std::vector<Asked> Run() {
    for (const checked::Action& action : unit_.actions) {
      action_ = &action;
      cells_.clear();
      for (const checked::Block& block : action.blocks) Block(block);
      for (const checked::Block& block : action.residencies) Block(block);
      for (const checked::Oblige& oblige : action.obligations) {
        Condition(oblige.when);
        for (const ExprId argument : oblige.arguments) Walk(argument);
      }
    }
    behind_ = {};
    for (const checked::Function& function : functions_) {
      action_ = &unit_.actions[function.action];
      if (const auto* condition = std::get_if<checked::ConditionFunction>(&function.kind))
        Condition(condition->condition);
    }
    return std::move(found_);
  }

 private:
  void Block(const checked::Block& block) {
    const ExprId before = behind_;
    const bool in_order = unit_.schema.blocks[block.block].kind != schema::BlockKind::Rules;
    Condition(block.guard);
    Stand(block.guard);
    for (const checked::Line& line : block.lines) {
      Condition(line.when);
      const ExprId earlier = behind_;
      Stand(line.when);
      for (const ExprId required : line.requires_) Condition(required);
      // Where one line is enough, the next is asked where this one does not hold.
      if (!in_order) behind_ = earlier;
    }
    behind_ = before;
  }

  // What is walked next is asked only behind `condition`.
  void Stand(ExprId condition) {
    if (condition.valid()) behind_ = condition;
  }

  void Condition(ExprId id) {
    if (!id.valid()) return;
    const bool constant = std::holds_alternative<checked::Literal>(unit_.At(id).node);
    if (!constant && seen_.insert(id.index).second) found_.push_back({id, behind_});
    const ExprId before = behind_;
    behind_ = id;
    Walk(id);
    behind_ = before;
  }

  void Walk(ExprId id) {
    const checked::Node& node = unit_.At(id).node;
    const ExprId before = behind_;
    if (const auto* choice = std::get_if<checked::If>(&node)) {
      Condition(choice->condition);
      Stand(choice->condition);
    }
    if (const auto* quantifier = std::get_if<checked::Quantifier>(&node)) {
      using Kind = checked::QuantifierKind;
      Condition(quantifier->where);
      Stand(quantifier->where);
      if (quantifier->kind == Kind::Any || quantifier->kind == Kind::All) Condition(quantifier->body);
    }
    if (const auto* read = std::get_if<checked::CellRead>(&node)) Cell(read->cell);
    if (const auto* read = std::get_if<checked::BandRead>(&node)) Cell(read->cell);
    for (const ExprId child : checked::Children(node)) Walk(child);
    behind_ = before;
  }

  void Cell(std::uint32_t index) {
    if (!cells_.insert(index).second) return;
    const checked::Cell& cell = action_->cells[index];
    if (const auto* consent = std::get_if<checked::ConsentCell>(&cell.kind)) {
      const ExprId before = behind_;
      Condition(consent->fact_present);
      Stand(consent->fact_present);
      for (const ExprId line : consent->lines) {
        Condition(line);
        Stand(line);
      }
      behind_ = before;
      return;
    }
    for (const ExprId child : checked::Children(cell)) Walk(child);
  }

  const checked::Unit& unit_;
  std::span<const checked::Function> functions_;
  const checked::Action* action_ = nullptr;
  std::set<std::uint32_t> cells_;  // of the action, that something reads
  std::set<std::uint32_t> seen_;
  ExprId behind_;  // of what is walked
  std::vector<Asked> found_;
};

}  // namespace

std::vector<Asked> ConditionsOf(const checked::Unit& unit, std::span<const checked::Function> functions) {
  return Collector(unit, functions).Run();
}

}  // namespace bpol::agreement
