#include "compiler/coverage/parts.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "compiler/checked/children.h"

namespace bpol::coverage {

using checked::BinaryOp;
using checked::Expr;
using checked::ExprId;

namespace {

class Finder {
 public:
  explicit Finder(const checked::Unit& unit) : unit_(unit) {}

  void Find(const checked::Action& action) {
    action_ = &action;
    for (const checked::Cell& cell : action.cells) Cell(cell);
    for (const checked::Block& block : action.blocks) Block(block);
    for (const checked::Block& block : action.residencies) Block(block);
    for (const checked::Oblige& oblige : action.obligations) {
      Condition(oblige.when);
      for (const ExprId argument : oblige.arguments) Walk(argument);
    }
    for (const checked::RedactBlock& block : action.redacts) {
      for (const checked::RedactLine& line : block.lines) {
        Condition(line.when);
        Condition(line.unless);
      }
    }
  }

  void Find(const checked::Lifecycle& lifecycle) {
    action_ = nullptr;
    for (const checked::Transition& transition : lifecycle.transitions) Condition(transition.condition);
  }

  Parts Take() && { return {Listed(conditions_), Listed(bins_), Listed(arms_)}; }

 private:
  using BySpan = std::map<Span, std::vector<Place>, InText>;

  static std::vector<Part> Listed(BySpan& found) {
    std::vector<Part> parts;
    for (auto& [span, places] : found) parts.push_back({span, std::move(places)});
    return parts;
  }

  void Cell(const checked::Cell& cell) {
    if (const auto* consent = std::get_if<checked::ConsentCell>(&cell.kind)) {
      for (const ExprId line : consent->lines) Condition(line);
    } else if (const auto* score = std::get_if<checked::ScoreCell>(&cell.kind)) {
      for (const ExprId factor : score->factors) Factor(factor);
    } else {
      const ExprId value = std::get<checked::LetCell>(cell.kind).value;
      IsBool(unit_.At(value)) ? Condition(value) : Walk(value);
    }
  }

  void Block(const checked::Block& block) {
    Condition(block.guard);
    for (const checked::Line& line : block.lines) {
      Condition(line.when);
      for (const ExprId requirement : line.requires_) Condition(requirement);
    }
  }

  bool IsBool(const Expr& expr) const {
    return !expr.type.optional && unit_.schema.types[expr.type.type].kind == schema::TypeKind::Bool;
  }

  // A chain of choices, whose bins have the spans of their points. Of a bin by values the bin is what counts, not the
  // comparisons that it stands for; `otherwise` of an adjustment does not stand in the text.
  void Factor(ExprId points) {
    const auto* choice = std::get_if<checked::If>(&unit_.At(points).node);
    Span last;
    for (; choice != nullptr; choice = std::get_if<checked::If>(&unit_.At(points).node)) {
      last = unit_.At(choice->then).span;
      Note(bins_, choice->then);
      if (unit_.At(choice->condition).span.begin != last.begin) Condition(choice->condition);
      points = choice->otherwise;
    }
    if (last.valid() && unit_.At(points).span != last) Note(bins_, points);
  }

  void Condition(ExprId id) {
    if (!id.valid()) return;
    const Expr& expr = unit_.At(id);
    if (Inside(expr, id)) return;
    if (!std::holds_alternative<checked::Literal>(expr.node)) Note(conditions_, id);
    Children(expr);
  }

  // What takes a condition apart; false where `expr` is one itself.
  bool Inside(const Expr& expr, ExprId id) {
    if (const auto* binary = std::get_if<checked::Binary>(&expr.node);
        binary != nullptr && IsLogic(*binary) && unit_.At(binary->left).span != expr.span) {
      Walk(id);
      return true;
    }
    if (const auto* unary = std::get_if<checked::Unary>(&expr.node);
        unary != nullptr && unary->op == checked::UnaryOp::Not && unit_.At(unary->operand).span != expr.span) {
      Walk(id);
      return true;
    }
    if (const auto* choice = std::get_if<checked::If>(&expr.node)) {
      Condition(choice->condition);
      Condition(choice->then);
      Condition(choice->otherwise);
      return true;
    }
    const auto* match = std::get_if<checked::Match>(&expr.node);
    if (match == nullptr) return false;
    Arms(*match);
    for (const ExprId value : Values(*match)) Condition(value);
    return true;
  }

  static bool IsLogic(const checked::Binary& binary) { return binary.op == BinaryOp::And || binary.op == BinaryOp::Or; }
  static std::vector<ExprId> Values(const checked::Match& match) {
    std::vector<ExprId> values;
    for (const checked::MatchArm& arm : match.arms) values.push_back(arm.value);
    if (match.otherwise.valid()) values.push_back(match.otherwise);
    return values;
  }
  void Arms(const checked::Match& match) {
    Walk(match.scrutinee);
    for (const ExprId value : Values(match)) Note(arms_, value);
  }

  // What is not asked as a condition may have conditions inside.
  void Walk(ExprId id) {
    const Expr& expr = unit_.At(id);
    if (const auto* match = std::get_if<checked::Match>(&expr.node)) Arms(*match);
    Children(expr);
  }
  void Children(const Expr& expr) {
    const auto* binary = std::get_if<checked::Binary>(&expr.node);
    const auto* unary = std::get_if<checked::Unary>(&expr.node);
    const auto* choice = std::get_if<checked::If>(&expr.node);
    const auto* quantifier = std::get_if<checked::Quantifier>(&expr.node);
    const bool made = binary != nullptr && IsLogic(*binary) && unit_.At(binary->left).span == expr.span;
    for (const ExprId child : checked::Children(expr.node)) {
      if (unit_.At(child).span == expr.span) {
        Walk(child);  // the same text: what the checker made of one condition
      } else if ((binary != nullptr && IsLogic(*binary) && !made) || IsNot(unary) ||
                 (choice != nullptr && child == choice->condition) ||
                 (quantifier != nullptr && child != quantifier->source && IsBool(unit_.At(child))) ||
                 IsBody(expr, child)) {
        Condition(child);
      } else {
        Walk(child);
      }
    }
  }
  static bool IsNot(const checked::Unary* unary) { return unary != nullptr && unary->op == checked::UnaryOp::Not; }
  // The body of a `def` that is a condition.
  bool IsBody(const Expr& expr, ExprId child) const {
    const auto* let = std::get_if<checked::Let>(&expr.node);
    return let != nullptr && child == let->body && IsBool(unit_.At(child));
  }

  void Note(BySpan& found, ExprId id) {
    const Span span = unit_.At(id).span;
    if (span.valid()) found[span].push_back({action_, id});
  }

  const checked::Unit& unit_;
  const checked::Action* action_ = nullptr;
  BySpan conditions_, bins_, arms_;
};

}  // namespace

bool InText::operator()(const Span& left, const Span& right) const {
  return std::tie(left.file, left.begin, left.end) < std::tie(right.file, right.begin, right.end);
}

Parts PartsOf(const checked::Unit& unit) {
  Finder finder(unit);
  for (const checked::Action& action : unit.actions) finder.Find(action);
  for (const checked::Lifecycle& lifecycle : unit.lifecycles) finder.Find(lifecycle);
  return std::move(finder).Take();
}

}  // namespace bpol::coverage
