// What a claim says of the values of terms: comparisons, presence, membership.
#include <algorithm>

#include "compiler/analyse/claim_search.h"
#include "compiler/checked/children.h"

namespace bpol::analyse {

using checked::BinaryOp;
using checked::ExprId;
using schema::TypeKind;

namespace {

BinaryOp Mirrored(BinaryOp op) {
  switch (op) {
    case BinaryOp::Lt:
      return BinaryOp::Gt;
    case BinaryOp::Le:
      return BinaryOp::Ge;
    case BinaryOp::Gt:
      return BinaryOp::Lt;
    case BinaryOp::Ge:
      return BinaryOp::Le;
    case BinaryOp::And:
    case BinaryOp::Or:
    case BinaryOp::Eq:
    case BinaryOp::Ne:
    case BinaryOp::Add:
    case BinaryOp::Sub:
    case BinaryOp::Mul:
      return op;
  }
  BPOL_CHECK(false, "every operator has its mirror");
}

ValueSet Plain(BinaryOp op, const Value& value) {
  const ValueSet equal = ValueSet::Of({&value, 1});
  if (op == BinaryOp::Eq) return equal;
  if (op == BinaryOp::Ne) return equal.Others();
  if (op == BinaryOp::Lt) return ValueSet::Below(value);
  if (op == BinaryOp::Gt) return ValueSet::Above(value);
  if (op == BinaryOp::Le) return ValueSet::Above(value).Others();
  BPOL_CHECK(op == BinaryOp::Ge, "only comparisons compare");
  return ValueSet::Below(value).Others();
}

// Amounts of another currency are compared by a fault, not by an answer.
ValueSet OfCurrency(values::Currency currency) {
  return ValueSet::Between(Value::Of(values::Money{INT64_MIN, currency}),
                           Value::Of(values::Money{INT64_MAX, currency}));
}

}  // namespace

ValueSet ClaimSearch::Admitted(BinaryOp op, const Value& value, bool holds) {
  ValueSet admitted = Plain(op, value);
  if (!holds) admitted = admitted.Others();
  if (value.kind == Value::Kind::Money) admitted.Intersect(OfCurrency(value.money.currency));
  return admitted;
}

std::optional<ClaimSearch::Choice> ClaimSearch::Ways(ExprId id, const std::function<Goal(ExprId)>& goal) {
  const checked::Node& node = unit_.At(id).node;
  if (const auto* chosen = std::get_if<checked::If>(&node))
    return Choice{{goal(chosen->then), Claim{chosen->condition, true}},
                  {goal(chosen->otherwise), Claim{chosen->condition, false}}};
  if (const auto* either = std::get_if<checked::Coalesce>(&node))
    return Choice{{goal(either->optional), Presence{either->optional, true}},
                  {goal(either->fallback), Presence{either->optional, false}}};
  const auto* match = std::get_if<checked::Match>(&node);
  if (match == nullptr) return std::nullopt;
  Choice choice;
  ValueSet before;
  for (const checked::MatchArm& arm : match->arms) {
    ValueSet members;
    for (const std::int64_t member : arm.members) {
      const Value value = Value::Int(member);
      members.Unite(ValueSet::Of({&value, 1}));
    }
    ValueSet own = before.Others();
    own.Intersect(members);
    before.Unite(members);
    choice.push_back({goal(arm.value), Membership{match->scrutinee, own}});
  }
  if (match->otherwise.valid())
    choice.push_back({goal(match->otherwise), Membership{match->scrutinee, before.Others()}});
  return choice;
}

bool ClaimSearch::Do(State& state, const Comparison& comparison) {
  const auto& [op, left, right, holds] = comparison;
  const ExprId one = conditions_.Resolve(left);
  const ExprId other = conditions_.Resolve(right);
  const auto on_left = [&](ExprId value) -> Goal { return Comparison{op, value, right, holds}; };
  const auto on_right = [&](ExprId value) -> Goal { return Comparison{op, left, value, holds}; };
  std::optional<Choice> ways = Ways(one, on_left);
  if (!ways) ways = Ways(other, on_right);
  if (ways) {
    state.choices.push_back(std::move(*ways));
    return true;
  }
  const Value* first = Literal(one);
  const Value* second = Literal(other);
  if ((first != nullptr && !first->present()) || (second != nullptr && !second->present())) return false;
  if (first != nullptr && second != nullptr) return Admitted(op, *second, holds).Contains(*first);
  if (first != nullptr) return Do(state, Membership{right, Admitted(Mirrored(op), *first, holds)});
  if (second != nullptr) return Do(state, Membership{left, Admitted(op, *second, holds)});
  return CompareTerms(state, comparison);
}

// Two terms: how they stand to each other is a term of its own, -1, 0 or 1.
bool ClaimSearch::CompareTerms(State& state, const Comparison& comparison) {
  const std::string& left = conditions_.TermOf(comparison.left);
  const std::string& right = conditions_.TermOf(comparison.right);
  const bool swapped = right < left;
  const BinaryOp op = swapped ? Mirrored(comparison.op) : comparison.op;
  const Value equal = Value::Int(0);
  ValueSet order = ValueSet::Between(Value::Int(-1), Value::Int(1));
  if (left == right) order = ValueSet::Of({&equal, 1});
  const std::string term = "order " + (swapped ? right + left : left + right);
  return Restrict(state, comparison.left, ValueSet::Present()) &&
         Restrict(state, comparison.right, ValueSet::Present()) &&
         RestrictTerm(state, term, order, Admitted(op, equal, comparison.holds));
}

bool ClaimSearch::Do(State& state, const Presence& presence) {
  if (!unit_.At(presence.value).type.optional) return presence.present;
  const ExprId id = conditions_.Resolve(presence.value);
  const auto made = [&](ExprId value) -> Goal { return Presence{value, presence.present}; };
  if (std::optional<Choice> ways = Ways(id, made)) {
    state.choices.push_back(std::move(*ways));
    return true;
  }
  if (!unit_.At(id).type.optional) return presence.present;
  if (const Value* value = Literal(id)) return value->present() == presence.present;
  return Restrict(state, id, presence.present ? ValueSet::Present() : ValueSet::Absent());
}

bool ClaimSearch::Do(State& state, const Membership& membership) {
  const ExprId id = conditions_.Resolve(membership.value);
  const auto made = [&](ExprId value) -> Goal { return Membership{value, membership.in}; };
  if (std::optional<Choice> ways = Ways(id, made)) {
    state.choices.push_back(std::move(*ways));
    return true;
  }
  if (const Value* value = Literal(id)) return value->present() && membership.in.Contains(*value);
  if (!IsBool(id)) return Restrict(state, id, membership.in);
  const bool can_hold = membership.in.Contains(Value::Int(1));
  const bool can_fail = membership.in.Contains(Value::Int(0));
  if (can_hold != can_fail) return Do(state, Claim{id, can_hold});
  return can_hold && AssumePresent(state, id);
}

bool ClaimSearch::Restrict(State& state, ExprId id, const ValueSet& to) {
  const ExprId read = conditions_.Resolve(id);
  if (const auto* cell = std::get_if<checked::CellRead>(&unit_.At(read).node);
      cell && std::holds_alternative<checked::ConsentCell>(conditions_.action().cells[cell->cell].kind))
    state.verdicts.insert(cell->cell);
  return AssumePresent(state, id) && RestrictTerm(state, conditions_.TermOf(read), DomainOf(unit_.At(read).type), to);
}

bool ClaimSearch::RestrictTerm(State& state, const std::string& term, const ValueSet& domain, const ValueSet& to) {
  ValueSet& values = state.values.try_emplace(conditions_.NumberOf(term), domain).first->second;
  values.Intersect(to);
  return !values.empty();
}

// What was computed on the way to a value was there: the checker has proved it of every Unwrap that is reached. Only
// what is always computed is looked at.
bool ClaimSearch::AssumePresent(State& state, ExprId id) {
  if (!state.known_present.insert(id).second) return true;
  const ExprId read = conditions_.Resolve(id);
  const checked::Node& node = unit_.At(read).node;
  if (const auto* binary = std::get_if<checked::Binary>(&node);
      binary != nullptr && (binary->op == BinaryOp::And || binary->op == BinaryOp::Or))
    return true;
  const bool strict = std::holds_alternative<checked::Field>(node) || std::holds_alternative<checked::Call>(node) ||
                      std::holds_alternative<checked::Binary>(node) || std::holds_alternative<checked::Unary>(node) ||
                      std::holds_alternative<checked::Contains>(node);
  if (!strict || !Step()) return true;
  return std::ranges::all_of(checked::Children(node), [&](ExprId child) {
    if (!AssumePresent(state, child)) return false;
    if (!std::holds_alternative<checked::Unwrap>(unit_.At(child).node)) return true;
    const ExprId inner = conditions_.Resolve(child);
    const bool is_read = Literal(inner) == nullptr && !Ways(inner, [](ExprId value) { return Claim{value}; });
    return !is_read ||
           RestrictTerm(state, conditions_.TermOf(inner), DomainOf(unit_.At(inner).type), ValueSet::Present());
  });
}

ValueSet ClaimSearch::DomainOf(checked::TypeRef type) const {
  const schema::Type& declared = unit_.schema.types[type.type];
  ValueSet domain = ValueSet::Present();
  if (declared.kind == TypeKind::Bool) domain = ValueSet::Between(Value::Int(0), Value::Int(1));
  if (declared.kind == TypeKind::Int)
    domain = ValueSet::Between(Value::Int(declared.minimum), Value::Int(declared.maximum));
  if (declared.kind == TypeKind::Enum) {
    const std::size_t members = unit_.schema.enums[declared.declaration].members.size();
    domain = ValueSet::Between(Value::Int(0), Value::Int(static_cast<std::int64_t>(members) - 1));
  }
  if (type.optional) domain.Unite(ValueSet::Absent());
  return domain;
}

const Value* ClaimSearch::Literal(ExprId id) const {
  const auto* literal = std::get_if<checked::Literal>(&unit_.At(id).node);
  if (literal == nullptr) return nullptr;
  return literal->given == schema::kNone || conditions_.known() == Known::InThisUnit ? &literal->value : nullptr;
}

bool ClaimSearch::IsBool(ExprId id) const {
  return unit_.schema.types[unit_.At(id).type.type].kind == TypeKind::Bool;
}

}  // namespace bpol::analyse
