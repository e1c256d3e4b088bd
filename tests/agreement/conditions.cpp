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
      variables_.clear();
      for (const checked::Block& block : action.blocks) Block(block);
      for (const checked::Block& block : action.residencies) Block(block);
      for (const checked::Oblige& oblige : action.obligations) {
        Condition(oblige.when);
        for (const ExprId argument : oblige.arguments) Walk(argument);
      }
    }
    place_ = {};
    for (const checked::Function& function : functions_) {
      if (function.action >= unit_.actions.size()) continue;  // of a lifecycle: no request reaches it
      action_ = &unit_.actions[function.action];
      variables_.clear();  // numbered anew in each action
      if (const auto* condition = std::get_if<checked::ConditionFunction>(&function.kind))
        Condition(condition->condition);
    }
    return std::move(found_);
  }

 private:
  // What the walk is behind, and goes back to when it has left.
  struct Place {
    ExprId behind;
    bool holds = true;
    ExprId whole;
  };

  void Block(const checked::Block& block) {
    const Place before = place_;
    const bool in_order = unit_.schema.blocks[block.block].kind != schema::BlockKind::Rules;
    Condition(block.guard);
    Stand(block.guard, true);
    for (const checked::Line& line : block.lines) {
      const Place here = place_;
      Condition(line.when);
      Stand(line.when, true);
      for (const ExprId required : line.requires_) {
        Condition(required);
        Stand(required, true);
      }
      place_ = here;
      if (in_order) Stand(line.when, false);
    }
    place_ = before;
  }

  // What is walked next is asked only where `condition` went this way.
  void Stand(ExprId condition, bool holds) {
    if (!condition.valid()) return;
    place_.behind = condition;
    place_.holds = holds;
  }

  void Condition(ExprId id) {
    if (!id.valid()) return;
    const Place before = place_;
    place_.whole = id;
    Note(id);
    Walk(id);
    place_ = before;
  }

  void Note(ExprId id) {
    const bool constant = std::holds_alternative<checked::Literal>(unit_.At(id).node);
    if (!constant && seen_.insert(id.index).second)
      found_.push_back({id, place_.behind, place_.holds, place_.whole, variables_});
  }

  void Walk(ExprId id) {
    const checked::Node& node = unit_.At(id).node;
    const Place before = place_;
    if (const auto* read = std::get_if<checked::CellRead>(&node)) Cell(read->cell);
    if (const auto* read = std::get_if<checked::BandRead>(&node)) Cell(read->cell);
    const auto* choice = std::get_if<checked::If>(&node);
    const auto* quantifier = std::get_if<checked::Quantifier>(&node);
    const auto* binary = std::get_if<checked::Binary>(&node);
    if (const auto* let = std::get_if<checked::Let>(&node)) variables_[let->variable] = let->value;
    if (choice != nullptr) {
      Choice(*choice);
    } else if (quantifier != nullptr) {
      Quantified(*quantifier);
    } else if (binary != nullptr && (binary->op == checked::BinaryOp::And || binary->op == checked::BinaryOp::Or)) {
      Part(binary->left);
      Stand(binary->left, binary->op == checked::BinaryOp::And);
      Part(binary->right);
    } else {
      for (const ExprId child : checked::Children(node)) Walk(child);
    }
    place_ = before;
  }

  void Part(ExprId id) {
    if (place_.whole.valid()) Note(id);
    Walk(id);
  }

  void Choice(const checked::If& choice) {
    Condition(choice.condition);
    Stand(choice.condition, true);
    Walk(choice.then);
    Stand(choice.condition, false);
    Walk(choice.otherwise);
  }

  void Quantified(const checked::Quantifier& quantifier) {
    using Kind = checked::QuantifierKind;
    Walk(quantifier.source);
    variables_[quantifier.variable] = quantifier.source;
    Condition(quantifier.where);
    Stand(quantifier.where, true);
    if (quantifier.kind == Kind::Any || quantifier.kind == Kind::All) {
      Condition(quantifier.body);
    } else if (quantifier.body.valid()) {
      Walk(quantifier.body);
    }
  }

  void Cell(std::uint32_t index) {
    if (!cells_.insert(index).second) return;
    const Place before = place_;
    const checked::Cell& cell = action_->cells[index];
    if (const auto* consent = std::get_if<checked::ConsentCell>(&cell.kind)) {
      Condition(consent->fact_present);
      Stand(consent->fact_present, true);
      for (const ExprId line : consent->lines) {
        Condition(line);
        Stand(line, false);
      }
    } else {
      for (const ExprId child : checked::Children(cell)) Walk(child);
    }
    place_ = before;
  }

  const checked::Unit& unit_;
  std::span<const checked::Function> functions_;
  const checked::Action* action_ = nullptr;
  std::set<std::uint32_t> cells_;  // of the action, that something reads
  std::set<std::uint32_t> seen_;
  Variables variables_;  // of the action, each met before what reads it
  Place place_;
  std::vector<Asked> found_;
};

}  // namespace

std::vector<Asked> ConditionsOf(const checked::Unit& unit, std::span<const checked::Function> functions) {
  return Collector(unit, functions).Run();
}

}  // namespace bpol::agreement
