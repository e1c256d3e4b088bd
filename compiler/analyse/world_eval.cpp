#include "compiler/analyse/world_eval.h"

#include <algorithm>

namespace bpol::analyse {

using checked::BinaryOp;
using checked::Expr;
using checked::ExprId;

namespace {

// What has an order of its own: two amounts may be of two currencies, and an address may lie in a prefix.
bool IsPlain(const Value& value) {
  return value.kind == Value::Kind::Int || value.kind == Value::Kind::Text;
}

bool Holds(const Value& sequence, const Value& element) {
  return std::ranges::any_of(sequence.AsSpan(), [&](const Value& one) { return decision::Compare(one, element) == 0; });
}

}  // namespace

std::optional<std::string> NameOfInput(const checked::Unit& unit, ExprId expr) {
  const checked::Node& node = unit.At(expr).node;
  if (std::holds_alternative<checked::Frame>(node)) return "";
  if (const auto* fact = std::get_if<checked::FactRead>(&node)) return "." + std::to_string(fact->field);
  if (const auto* proved = std::get_if<checked::Unwrap>(&node)) return NameOfInput(unit, proved->value);
  const auto* field = std::get_if<checked::Field>(&node);
  if (field == nullptr) return std::nullopt;
  const std::optional<std::string> record = NameOfInput(unit, field->record);
  if (!record) return std::nullopt;
  return *record + "." + std::to_string(field->field);
}

Guess WorldEval::Eval(ExprId id) const {
  const Expr& expr = unit_.At(id);
  const bool proved = std::holds_alternative<checked::Unwrap>(expr.node);
  if (const std::optional<std::string> name = proved ? std::nullopt : NameOfInput(unit_, id)) {
    const auto given = world_.inputs.find(*name);
    return given == world_.inputs.end() ? Unknown(expr) : given->second;
  }
  return std::visit([&](const auto& node) { return Node_(expr, node); }, expr.node);
}

Guess WorldEval::Unknown(const Expr& expr) const {
  return {expr.type.optional ? Guess::Kind::Any : Guess::Kind::Present};
}

std::optional<bool> WorldEval::Truth(ExprId id) const {
  const Guess guess = Eval(id);
  if (!guess.known() || guess.value.kind != Value::Kind::Int) return std::nullopt;
  return guess.value.integer != 0;
}

Guess WorldEval::Of(const std::optional<bool>& truth) {
  if (!truth) return {Guess::Kind::Present};
  return {Guess::Kind::Known, Value::Int(*truth ? 1 : 0)};
}

Guess WorldEval::Node_(const Expr&, const checked::Literal& node) const {
  return {Guess::Kind::Known, node.value};
}

// Of a record that is known: a row of a table.
Guess WorldEval::Node_(const Expr& expr, const checked::Field& node) const {
  const Guess record = Eval(node.record);
  if (!record.known() || record.value.kind != Value::Kind::Record) return Unknown(expr);
  return {Guess::Kind::Known, record.value.AsSpan()[node.field]};
}

Guess WorldEval::Node_(const Expr& expr, const checked::Element& node) const {
  const auto bound = bindings_.find(node.variable);
  return bound == bindings_.end() ? Unknown(expr) : Eval(bound->second);
}

Guess WorldEval::Node_(const Expr& expr, const checked::CellRead& node) const {
  const checked::Cell& cell = action_.cells[node.cell];
  if (const auto* consent = std::get_if<checked::ConsentCell>(&cell.kind)) return Verdict(expr, *consent);
  const auto* let = std::get_if<checked::LetCell>(&cell.kind);
  if (let == nullptr) return Unknown(expr);
  const Guess value = Eval(let->value);
  const auto known = world_.lets.find(node.cell);
  return value.known() || known == world_.lets.end() ? value : Of(known->second);
}

Guess WorldEval::Verdict(const Expr& expr, const checked::ConsentCell& consent) const {
  const std::optional<bool> given = Truth(consent.fact_present);
  if (!given) return Unknown(expr);
  if (!*given) return {Guess::Kind::Known, Value::Int(1)};
  for (std::size_t line = 0; line < consent.lines.size(); ++line) {
    const std::optional<bool> holds = Truth(consent.lines[line]);
    if (!holds) return Unknown(expr);
    if (*holds) return {Guess::Kind::Known, Value::Int(static_cast<std::int64_t>(line) + 2)};
  }
  return {Guess::Kind::Known, Value::Int(0)};
}

Guess WorldEval::Node_(const Expr&, const checked::Unwrap& node) const {
  const Guess guess = Eval(node.value);
  if (guess.known() && guess.value.present()) return guess;
  return {Guess::Kind::Present};
}

Guess WorldEval::Node_(const Expr& expr, const checked::Unary& node) const {
  if (node.op != checked::UnaryOp::Not) return Unknown(expr);
  const std::optional<bool> operand = Truth(node.operand);
  return Of(operand ? std::optional(!*operand) : std::nullopt);
}

std::optional<bool> WorldEval::Joined(const checked::Binary& node) const {
  const bool decides = node.op == BinaryOp::Or;
  const std::optional<bool> left = Truth(node.left);
  if (left == decides) return decides;
  const std::optional<bool> right = Truth(node.right);
  if (right == decides) return decides;
  return left && right ? std::optional(!decides) : std::nullopt;
}

std::optional<bool> WorldEval::Compared(const checked::Binary& node) const {
  const Guess left = Eval(node.left), right = Eval(node.right);
  if (!left.known() || !right.known() || left.value.kind != right.value.kind || !IsPlain(left.value))
    return std::nullopt;
  const int order = decision::Compare(left.value, right.value);
  switch (node.op) {
    case BinaryOp::Eq:
      return order == 0;
    case BinaryOp::Ne:
      return order != 0;
    case BinaryOp::Lt:
      return order < 0;
    case BinaryOp::Le:
      return order <= 0;
    case BinaryOp::Gt:
      return order > 0;
    case BinaryOp::Ge:
      return order >= 0;
    case BinaryOp::And:
    case BinaryOp::Or:
    case BinaryOp::Add:
    case BinaryOp::Sub:
    case BinaryOp::Mul:
      return std::nullopt;
  }
  BPOL_CHECK(false, "every operator is compared or not");
}

Guess WorldEval::Node_(const Expr& expr, const checked::Binary& node) const {
  switch (node.op) {
    case BinaryOp::And:
    case BinaryOp::Or:
      return Of(Joined(node));
    case BinaryOp::Eq:
    case BinaryOp::Ne:
    case BinaryOp::Lt:
    case BinaryOp::Le:
    case BinaryOp::Gt:
    case BinaryOp::Ge:
      return Of(Compared(node));
    case BinaryOp::Add:
    case BinaryOp::Sub:
    case BinaryOp::Mul:
      return Unknown(expr);
  }
  BPOL_CHECK(false, "every operator has a guess");
}

Guess WorldEval::Node_(const Expr&, const checked::IsPresent& node) const {
  const Guess guess = Eval(node.operand);
  if (guess.kind == Guess::Kind::Any || (guess.known() && guess.value.kind == Value::Kind::Unavailable))
    return Of(std::nullopt);
  return Of((!guess.known() || guess.value.present()) != node.negated);
}

Guess WorldEval::Node_(const Expr& expr, const checked::Coalesce& node) const {
  const Guess guess = Eval(node.optional);
  if (guess.known()) return guess.value.present() ? guess : Eval(node.fallback);
  return guess.kind == Guess::Kind::Present ? guess : Unknown(expr);
}

Guess WorldEval::Node_(const Expr& expr, const checked::If& node) const {
  const std::optional<bool> condition = Truth(node.condition);
  return condition ? Eval(*condition ? node.then : node.otherwise) : Unknown(expr);
}

Guess WorldEval::Node_(const Expr& expr, const checked::Match& node) const {
  const Guess member = Eval(node.scrutinee);
  if (!member.known() || member.value.kind != Value::Kind::Int) return Unknown(expr);
  for (const checked::MatchArm& arm : node.arms) {
    if (std::ranges::find(arm.members, member.value.integer) != arm.members.end()) return Eval(arm.value);
  }
  return node.otherwise.valid() ? Eval(node.otherwise) : Unknown(expr);
}

Guess WorldEval::Node_(const Expr&, const checked::Contains& node) const {
  const Guess set = Eval(node.set), element = Eval(node.element);
  if (!set.known() || !element.known() || set.value.kind != Value::Kind::Sequence || !IsPlain(element.value))
    return Of(std::nullopt);
  return Of(Holds(set.value, element.value));
}

Guess WorldEval::Node_(const Expr&, const checked::SubsetOf& node) const {
  const Guess inner = Eval(node.inner), outer = Eval(node.outer);
  if (!inner.known() || !outer.known() || inner.value.kind != Value::Kind::Sequence ||
      outer.value.kind != Value::Kind::Sequence || !std::ranges::all_of(inner.value.AsSpan(), IsPlain))
    return Of(std::nullopt);
  return Of(std::ranges::all_of(inner.value.AsSpan(), [&](const Value& one) { return Holds(outer.value, one); }));
}

Guess WorldEval::Node_(const Expr& expr, const checked::TableLookup& node) const {
  const checked::Table& table = unit_.tables[node.table];
  std::vector<Value> keys;
  for (const ExprId key : node.keys) {
    const Guess guess = Eval(key);
    if (!guess.known() || !IsPlain(guess.value)) return Unknown(expr);
    keys.push_back(guess.value);
  }
  for (const Value& row : table.value.AsSpan()) {
    bool found = table.keys.size() == keys.size();
    for (std::size_t i = 0; found && i < keys.size(); ++i)
      found = decision::Compare(row.AsSpan()[table.keys[i]], keys[i]) == 0;
    if (found) return {Guess::Kind::Known, row};
  }
  return {Guess::Kind::Known, Value::Absent()};
}

Guess WorldEval::Node_(const Expr&, const checked::Let& node) const {
  return Eval(node.body);
}

}  // namespace bpol::analyse
