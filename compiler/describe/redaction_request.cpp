#include "compiler/describe/redaction_request.h"

#include <algorithm>

#include "compiler/describe/redaction_live.h"

namespace bpol::describe {

using checked::Expr;
using checked::ExprId;

using Ids = std::vector<ExprId>;

const Expr& RequestParts::At(ExprId id) const {
  return id.index < unit_.exprs.size() ? unit_.exprs[id.index] : exprs[id.index - unit_.exprs.size()];
}

Ids RequestParts::Children(ExprId id) const {
  return SubExpressions(At(id).node);
}

bool RequestParts::IsOpen(ExprId id) const {
  std::vector<std::uint32_t> bound;
  for (const KnownLet& let : lets_) bound.push_back(let.let.variable);
  return IsOpen(id, bound);
}

bool RequestParts::IsOpen(ExprId id, std::vector<std::uint32_t>& bound) const {
  const checked::Node& node = At(id).node;
  if (std::holds_alternative<checked::Object>(node)) return true;
  if (const auto* element = std::get_if<checked::Element>(&node))
    return std::ranges::find(bound, element->variable) == bound.end();
  const auto* each = std::get_if<checked::Quantifier>(&node);
  const auto* let = std::get_if<checked::Let>(&node);
  if (each != nullptr) bound.push_back(each->variable);
  if (let != nullptr) bound.push_back(let->variable);
  const bool open = std::ranges::any_of(Children(id), [&](ExprId child) { return IsOpen(child, bound); });
  if (each != nullptr || let != nullptr) bound.pop_back();
  return open;
}

bool RequestParts::FaultsItself(const checked::Node& node) const {
  if (const auto* binary = std::get_if<checked::Binary>(&node)) {
    return binary->op == checked::BinaryOp::Add || binary->op == checked::BinaryOp::Sub ||
           binary->op == checked::BinaryOp::Mul;
  }
  if (const auto* unary = std::get_if<checked::Unary>(&node)) return unary->op == checked::UnaryOp::Negate;
  if (const auto* fact = std::get_if<checked::FactRead>(&node)) return !certain_facts_.contains(fact->fact);
  if (const auto* signal = std::get_if<checked::SignalRead>(&node)) return !certain_signals_.contains(signal->signal);
  if (const auto* cell = std::get_if<checked::CellRead>(&node)) return !certain_cells_.contains(cell->cell);
  if (const auto* band = std::get_if<checked::BandRead>(&node)) return !certain_cells_.contains(band->cell);
  return std::holds_alternative<checked::Quantifier>(node) || std::holds_alternative<checked::Call>(node);
}

// What is read whenever `id` is evaluated.
void RequestParts::AddCertain(ExprId id) {
  const checked::Node& node = At(id).node;
  if (const auto* fact = std::get_if<checked::FactRead>(&node)) certain_facts_.insert(fact->fact);
  if (const auto* signal = std::get_if<checked::SignalRead>(&node)) certain_signals_.insert(signal->signal);
  if (const auto* cell = std::get_if<checked::CellRead>(&node)) certain_cells_.insert(cell->cell);
  if (const auto* band = std::get_if<checked::BandRead>(&node)) certain_cells_.insert(band->cell);
  const auto* binary = std::get_if<checked::Binary>(&node);
  const bool first_only =
      (binary != nullptr && (binary->op == checked::BinaryOp::And || binary->op == checked::BinaryOp::Or)) ||
      std::holds_alternative<checked::Coalesce>(node) || std::holds_alternative<checked::If>(node) ||
      std::holds_alternative<checked::Match>(node) || std::holds_alternative<checked::Quantifier>(node);
  const Ids children = Children(id);
  for (std::size_t i = 0; i < children.size() && (i == 0 || !first_only); ++i) AddCertain(children[i]);
}

bool RequestParts::CanFault(ExprId id) const {
  return FaultsItself(At(id).node) ||
         std::ranges::any_of(Children(id), [this](ExprId child) { return CanFault(child); });
}

void RequestParts::AddLine(ExprId when, ExprId unless) {
  if (when.valid()) {
    bool_ = At(when).type;
    Collect(when, std::nullopt);
  }
  if (!unless.valid()) return;
  bool_ = At(unless).type;
  Collect(unless, when.valid() ? MayHold(when) : std::nullopt);
}

ExprId RequestParts::Joined(ExprId when, ExprId unless) {
  bool_ = At(when).type;
  return *Both(when, Not(unless));
}

ExprId RequestParts::InArm(ExprId condition, checked::TypeRef object, std::uint32_t arm) {
  const Expr from = At(condition);
  bool_ = from.type;
  const ExprId test = Make(checked::IsArm{Make(checked::Object{}, object, from), arm}, bool_, from);
  return *Both(test, condition);
}

void RequestParts::Collect(ExprId id, Guard guard) {
  if (!CanFault(id)) return;
  if (!IsOpen(id)) return Reach(id, guard);
  const checked::Node node = At(id).node;  // a copy: new expressions may move the old
  if (const auto* binary = std::get_if<checked::Binary>(&node)) return CollectBinary(*binary, guard);
  if (const auto* match = std::get_if<checked::Match>(&node)) return CollectMatch(*match, guard);
  if (const auto* choice = std::get_if<checked::If>(&node)) {
    Collect(choice->condition, guard);
    Collect(choice->then, Both(guard, MayHold(choice->condition)));
    Collect(choice->otherwise, Both(guard, MayFail(choice->condition)));
    return;
  }
  if (const auto* each = std::get_if<checked::Quantifier>(&node)) {
    Collect(each->source, guard);
    if (each->where.valid()) Collect(each->where, guard);
    if (each->body.valid()) Collect(each->body, each->where.valid() ? Both(guard, MayHold(each->where)) : guard);
    return;
  }
  if (const auto* coalesce = std::get_if<checked::Coalesce>(&node)) {
    Collect(coalesce->optional, guard);
    const Expr from = At(id);
    Guard absent;
    if (!IsOpen(coalesce->optional)) absent = Make(checked::IsPresent{coalesce->optional, true}, bool_, from);
    Collect(coalesce->fallback, Both(guard, absent));
    return;
  }
  if (const auto* let = std::get_if<checked::Let>(&node)) return CollectLet(*let, guard);
  for (const ExprId child : Children(id)) Collect(child, guard);
}

// Parts of the body that read what the request alone gives are parts of the request too.
void RequestParts::CollectLet(const checked::Let& let, Guard guard) {
  Collect(let.value, guard);
  const bool known = !IsOpen(let.value);
  if (known) lets_.push_back({let, guard});
  Collect(let.body, guard);
  if (known) lets_.pop_back();
}

bool RequestParts::Reads(ExprId id, std::uint32_t variable) const {
  const auto* element = std::get_if<checked::Element>(&At(id).node);
  if (element != nullptr) return element->variable == variable;
  return std::ranges::any_of(Children(id), [&](ExprId child) { return Reads(child, variable); });
}

// With the lets around it that it reads, each reached where its own guard held.
ExprId RequestParts::WithLets(ExprId id) {
  for (std::size_t i = lets_.size(); i-- > 0;) {
    const KnownLet known = lets_[i];
    if (!Reads(id, known.let.variable)) continue;
    const Expr from = At(id);
    id = Make(checked::Let{known.let.variable, known.let.value, id}, from.type, from);
    if (known.guard) id = Guarded(*known.guard, id);
  }
  return id;
}

void RequestParts::CollectBinary(const checked::Binary& binary, Guard guard) {
  Collect(binary.left, guard);
  if (binary.op == checked::BinaryOp::And) guard = Both(guard, MayHold(binary.left));
  if (binary.op == checked::BinaryOp::Or) guard = Both(guard, MayFail(binary.left));
  Collect(binary.right, guard);
}

// An arm is reached where the same match, with `true` in that arm, holds.
void RequestParts::CollectMatch(const checked::Match& match, Guard guard) {
  Collect(match.scrutinee, guard);
  const bool open = IsOpen(match.scrutinee);
  const Expr from = At(match.scrutinee);
  for (std::size_t i = 0; i <= match.arms.size(); ++i) {
    const bool last = i == match.arms.size();
    const ExprId value = last ? match.otherwise : match.arms[i].value;
    if (!value.valid() || !CanFault(value)) continue;
    Guard here;
    if (!open) {
      checked::Match test = match;
      for (std::size_t j = 0; j < test.arms.size(); ++j) test.arms[j].value = Constant(i == j, from);
      if (test.otherwise.valid()) test.otherwise = Constant(last, from);
      here = Make(std::move(test), bool_, from);
    }
    Collect(value, Both(guard, here));
  }
}

void RequestParts::Reach(ExprId id, Guard guard) {
  if (!guard) AddCertain(id);
  reached.push_back(WithLets(guard ? Guarded(*guard, id) : id));
}

ExprId RequestParts::Guarded(ExprId guard, ExprId id) {
  const Expr from = At(id);
  if (from.type == bool_) return Make(checked::Binary{checked::BinaryOp::And, guard, id}, bool_, from);
  const checked::TypeRef type{from.type.type, true};
  const ExprId absent = Make(checked::Literal{decision::Value::Absent()}, type, from);
  return Make(checked::If{guard, id, absent}, type, from);
}

// A Bool over the request that holds at least wherever the expression does.
RequestParts::Guard RequestParts::MayHold(ExprId id) {
  if (!IsOpen(id)) return id;
  const checked::Node node = At(id).node;
  if (const auto* unary = std::get_if<checked::Unary>(&node); unary != nullptr && unary->op == checked::UnaryOp::Not)
    return MayFail(unary->operand);
  const auto* binary = std::get_if<checked::Binary>(&node);
  if (binary == nullptr) return std::nullopt;
  if (binary->op == checked::BinaryOp::And) return Both(MayHold(binary->left), MayHold(binary->right));
  if (binary->op == checked::BinaryOp::Or) return Either(MayHold(binary->left), MayHold(binary->right));
  return std::nullopt;
}

// The same, wherever it is false.
RequestParts::Guard RequestParts::MayFail(ExprId id) {
  if (!IsOpen(id)) return Not(id);
  const checked::Node node = At(id).node;
  if (const auto* unary = std::get_if<checked::Unary>(&node); unary != nullptr && unary->op == checked::UnaryOp::Not)
    return MayHold(unary->operand);
  const auto* binary = std::get_if<checked::Binary>(&node);
  if (binary == nullptr) return std::nullopt;
  if (binary->op == checked::BinaryOp::And) {
    // The right side is reached, and what it unwraps is proved, only where the left may hold.
    const Guard right = MayFail(binary->right);
    return right ? Either(MayFail(binary->left), Both(MayHold(binary->left), right)) : std::nullopt;
  }
  if (binary->op == checked::BinaryOp::Or) return Both(MayFail(binary->left), MayFail(binary->right));
  return std::nullopt;
}

RequestParts::Guard RequestParts::Both(Guard left, Guard right) {
  if (!left || !right) return left ? left : right;
  const Expr from = At(*left);
  return Make(checked::Binary{checked::BinaryOp::And, *left, *right}, bool_, from);
}

RequestParts::Guard RequestParts::Either(Guard left, Guard right) {
  if (!left || !right) return std::nullopt;
  const Expr from = At(*left);
  return Make(checked::Binary{checked::BinaryOp::Or, *left, *right}, bool_, from);
}

RequestParts::Guard RequestParts::Not(ExprId id) {
  const Expr from = At(id);
  return Make(checked::Unary{checked::UnaryOp::Not, id}, bool_, from);
}

ExprId RequestParts::Make(checked::Node node, checked::TypeRef type, const Expr& from) {
  const auto index = static_cast<std::uint32_t>(unit_.exprs.size() + exprs.size());
  exprs.push_back({.node = std::move(node), .type = type, .classes = from.classes, .span = from.span});
  return ExprId{index};
}

ExprId RequestParts::Constant(bool value, const Expr& from) {
  return Make(checked::Literal{decision::Value::Int(value ? 1 : 0)}, bool_, from);
}

}  // namespace bpol::describe
