#include "compiler/analyse/worlds.h"

#include <algorithm>

#include "compiler/checked/children.h"

namespace bpol::analyse {

using checked::ExprId;
using schema::TypeKind;

namespace {

// A policy is looked at as a whole in less than a second; a decision over five yes-or-no questions and two enums of ten
// has 3,200.
constexpr std::size_t kMostWorlds = 20'000;
constexpr std::size_t kMostMembers = 64;
constexpr std::size_t kMostInSet = 10;

}  // namespace

bool Worlds::Possible(std::span<const Premise> premises) {
  Choose(premises);
  std::vector<std::size_t> at(inputs_.size(), 0);
  World world;
  for (const Input& input : inputs_) world.inputs[input.name] = input.values.front();
  for (const Premise& premise : chosen_) {
    if (premise.among_them && premise.among.size() == 1) Learn(premise.expr, premise.among.front() != 0, world.lets);
  }
  for (;;) {
    if (Fits(world)) return true;
    std::size_t next = 0;
    while (next < at.size() && ++at[next] == inputs_[next].values.size()) {
      at[next] = 0;
      world.inputs[inputs_[next].name] = inputs_[next].values.front();
      ++next;
    }
    if (next == at.size()) return false;
    world.inputs[inputs_[next].name] = inputs_[next].values[at[next]];
  }
}

void Worlds::Choose(std::span<const Premise> premises) {
  inputs_.clear();
  chosen_.clear();
  tried_.clear();
  std::size_t worlds = 1;
  const auto has = [&](const Input& input) {
    return std::ranges::any_of(inputs_, [&](const Input& other) { return other.name == input.name; });
  };
  const auto take = [&](const Premise& premise, bool asked) {
    std::vector<Input> found;
    std::vector<std::uint32_t> cells;
    FindInputs(premise.expr, found, cells);
    if (!asked && std::ranges::none_of(found, has)) return false;
    for (Input& input : found) {
      if (has(input) || worlds * input.values.size() > kMostWorlds) continue;
      worlds *= input.values.size();
      tried_.push_back(input.span);
      inputs_.push_back(std::move(input));
    }
    chosen_.push_back(premise);
    return true;
  };
  std::vector<Premise> left(premises.begin(), premises.end());
  take(left.back(), true);
  left.pop_back();
  // What one premise brings may make another one matter.
  for (std::size_t before = left.size() + 1; before != left.size();) {
    before = left.size();
    std::erase_if(left, [&](const Premise& premise) { return take(premise, false); });
  }
}

void Worlds::Learn(ExprId condition, bool value, std::map<std::uint32_t, bool>& lets) const {
  const checked::Expr& expr = unit_.At(condition);
  if (unit_.schema.types[expr.type.type].kind != TypeKind::Bool) return;
  if (const auto* unary = std::get_if<checked::Unary>(&expr.node)) return Learn(unary->operand, !value, lets);
  if (const auto* read = std::get_if<checked::CellRead>(&expr.node)) {
    const auto* let = std::get_if<checked::LetCell>(&action_.cells[read->cell].kind);
    if (let == nullptr) return;
    lets[read->cell] = value;
    return Learn(let->value, value, lets);
  }
  const auto* both = std::get_if<checked::Binary>(&expr.node);
  if (both == nullptr || both->op != (value ? checked::BinaryOp::And : checked::BinaryOp::Or)) return;
  Learn(both->left, value, lets);
  Learn(both->right, value, lets);
}

bool Worlds::Fits(const World& world) const {
  const WorldEval eval(unit_, action_, bindings_, world);
  return std::ranges::all_of(chosen_, [&](const Premise& premise) {
    const Guess guess = eval.Eval(premise.expr);
    if (!guess.known() || guess.value.kind != Value::Kind::Int) return true;
    const bool found = std::ranges::find(premise.among, guess.value.integer) != premise.among.end();
    return found == premise.among_them;
  });
}

void Worlds::FindInputs(ExprId id, std::vector<Input>& found, std::vector<std::uint32_t>& cells) const {
  const checked::Expr& expr = unit_.At(id);
  const bool proved = std::holds_alternative<checked::Unwrap>(expr.node);
  if (const std::optional<std::string> name = proved ? std::nullopt : NameOfInput(unit_, id)) {
    const bool known = std::ranges::any_of(found, [&](const Input& input) { return input.name == *name; });
    std::vector<Guess> values = known ? std::vector<Guess>() : ValuesOf(expr.type);
    if (!values.empty()) found.push_back({*name, expr.span, std::move(values)});
  }
  if (const auto* element = std::get_if<checked::Element>(&expr.node)) {
    const auto bound = bindings_.find(element->variable);
    if (bound != bindings_.end()) FindInputs(bound->second, found, cells);
  }
  if (const auto* read = std::get_if<checked::CellRead>(&expr.node)) {
    if (std::ranges::find(cells, read->cell) != cells.end()) return;
    cells.push_back(read->cell);
    if (std::holds_alternative<checked::ScoreCell>(action_.cells[read->cell].kind)) return;
    for (const ExprId value : checked::Children(action_.cells[read->cell])) FindInputs(value, found, cells);
  }
  for (const ExprId child : checked::Children(expr.node)) FindInputs(child, found, cells);
}

std::vector<Guess> Worlds::ValuesOf(checked::TypeRef ref) const {
  const schema::Type& type = unit_.schema.types[ref.type];
  std::vector<Guess> values;
  if (ref.optional) values.push_back({Guess::Kind::Known, Value::Absent()});
  const std::size_t before = values.size();
  if (type.kind == TypeKind::Bool) {
    for (const std::int64_t one : {0, 1}) values.push_back({Guess::Kind::Known, Value::Int(one)});
  } else if (type.kind == TypeKind::Enum) {
    const std::size_t members = unit_.schema.enums[type.declaration].members.size();
    for (std::size_t i = 0; members <= kMostMembers && i < members; ++i)
      values.push_back({Guess::Kind::Known, Value::Int(static_cast<std::int64_t>(i))});
  } else if (type.kind == TypeKind::Set) {
    AddSets(type, values);
  }
  if (values.size() == before && ref.optional) values.push_back({Guess::Kind::Present});
  return values;
}

void Worlds::AddSets(const schema::Type& set, std::vector<Guess>& values) const {
  const schema::Type& element = unit_.schema.types[set.element];
  if (element.kind != TypeKind::Enum) return;
  const std::size_t members = unit_.schema.enums[element.declaration].members.size();
  if (members > kMostInSet) return;
  for (std::size_t bits = 0; bits < std::size_t{1} << members; ++bits) {
    std::vector<Value>& elements = sets_.emplace_back();
    for (std::size_t i = 0; i < members; ++i) {
      if ((bits >> i & 1) != 0) elements.push_back(Value::Int(static_cast<std::int64_t>(i)));
    }
    values.push_back({Guess::Kind::Known, Value::Sequence(elements)});
  }
}

}  // namespace bpol::analyse
