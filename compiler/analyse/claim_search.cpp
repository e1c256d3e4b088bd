#include "compiler/analyse/claim_search.h"

#include <algorithm>

namespace bpol::analyse {

using checked::BinaryOp;
using checked::ExprId;

namespace {

// From the prefix itself to the address with every bit set behind it.
ValueSet AddressesOf(const values::Cidr& cidr) {
  values::Ip last = cidr.network;
  for (std::int64_t bit = cidr.length; bit < 128; ++bit)
    last.bytes[bit / 8] = static_cast<std::uint8_t>(last.bytes[bit / 8] | (0x80 >> (bit % 8)));
  return ValueSet::Between(Value::Of(cidr.network), Value::Of(last));
}

}  // namespace

bool ClaimSearch::CanBeTrue(std::span<const Claim> claims) {
  State state;
  state.goals.assign(claims.rbegin(), claims.rend());  // the first is taken first: later ones lean on it
  return Possible(std::move(state));
}

bool ClaimSearch::Step() {
  if (steps_ == kMostSteps || conditions_.patience() == 0) return false;
  ++steps_;
  --conditions_.patience();
  return true;
}

bool ClaimSearch::Possible(State state) {
  while (true) {
    while (!state.goals.empty()) {
      if (!Step()) return true;
      const Goal goal = std::move(state.goals.back());
      state.goals.pop_back();
      if (!std::visit([&](const auto& each) { return Do(state, each); }, goal)) return false;
    }
    const std::optional<Choice> choice = NextChoice(state);
    if (!choice) return true;
    if (choice->size() != 1) return TryOne(state, *choice);
    state.goals = choice->front();
  }
}

bool ClaimSearch::TryOne(const State& state, const Choice& choice) {
  for (const Way& way : choice) {
    State next = state;
    next.goals = way;
    if (Possible(std::move(next))) return true;
  }
  return false;
}

// The verdicts of consents last: by then the fewest are left.
std::optional<ClaimSearch::Choice> ClaimSearch::NextChoice(State& state) {
  if (!state.choices.empty()) {
    Choice choice = std::move(state.choices.back());
    state.choices.pop_back();
    return choice;
  }
  for (const std::uint32_t cell : state.verdicts) {
    if (state.taken_apart.insert(cell).second) return Verdicts(state, cell);
  }
  return std::nullopt;
}

// 0: the fact is there and no line holds; 1: it is missing; n + 2: line n holds and none before it.
ClaimSearch::Choice ClaimSearch::Verdicts(const State& state, std::uint32_t cell) const {
  const auto& consent = std::get<checked::ConsentCell>(conditions_.action().cells[cell].kind);
  const ValueSet& verdicts = state.values.at(conditions_.NumberOf(Conditions::TermOfCell(cell)));
  const auto left = [&](std::size_t verdict) {
    return verdicts.Contains(Value::Int(static_cast<std::int64_t>(verdict)));
  };
  Choice choice;
  if (left(1)) choice.push_back({Claim{consent.fact_present, false}});
  Way before{Claim{consent.fact_present, true}};
  for (std::size_t line = 0; line < consent.lines.size(); ++line) {
    if (left(line + 2)) {
      choice.push_back(before);
      choice.back().insert(choice.back().begin(), Claim{consent.lines[line], true});
    }
    before.insert(before.begin(), Claim{consent.lines[line], false});
  }
  if (left(0)) choice.push_back(before);
  return choice;
}

bool ClaimSearch::Do(State& state, const Claim& claim) {
  if (!claim.condition.valid()) return claim.holds;
  const ExprId id = conditions_.Resolve(claim.condition);
  if (const Value* value = Literal(id)) return value->present() && (value->integer != 0) == claim.holds;
  const auto made = [&](ExprId value) -> Goal { return Claim{value, claim.holds}; };
  if (std::optional<Choice> ways = Ways(id, made)) {
    state.choices.push_back(std::move(*ways));
    return true;
  }
  const checked::Node& node = unit_.At(id).node;
  if (const std::optional<bool> done = Logic(state, node, claim.holds)) return *done;
  if (const std::optional<bool> done = Question(state, node, claim.holds)) return *done;
  const Value wanted = Value::Int(claim.holds ? 1 : 0);
  return Restrict(state, id, ValueSet::Of({&wanted, 1}));
}

std::optional<bool> ClaimSearch::Logic(State& state, const checked::Node& node, bool holds) {
  if (const auto* unary = std::get_if<checked::Unary>(&node); unary && unary->op == checked::UnaryOp::Not) {
    state.goals.push_back(Claim{unary->operand, !holds});
    return true;
  }
  const auto* binary = std::get_if<checked::Binary>(&node);
  if (binary == nullptr) return std::nullopt;
  if (binary->op != BinaryOp::And && binary->op != BinaryOp::Or) {
    state.goals.push_back(Comparison{binary->op, binary->left, binary->right, holds});
    return true;
  }
  const bool decides = binary->op == BinaryOp::Or;  // the value with which the left side decides alone
  if (holds == decides) {
    state.choices.push_back(
        {{Claim{binary->left, decides}}, {Claim{binary->right, decides}, Claim{binary->left, !decides}}});
  } else {
    state.goals.push_back(Claim{binary->right, holds});
    state.goals.push_back(Claim{binary->left, holds});
  }
  return true;
}

std::optional<bool> ClaimSearch::Question(State& state, const checked::Node& node, bool holds) {
  if (const auto* call = std::get_if<checked::Call>(&node); call && call->builtin == checked::Builtin::MoneyLess) {
    state.goals.push_back(Comparison{BinaryOp::Lt, call->arguments[0], call->arguments[1], holds});
    return true;
  }
  if (const auto* present = std::get_if<checked::IsPresent>(&node)) {
    state.goals.push_back(Presence{present->operand, holds != present->negated});
    return true;
  }
  if (const auto* arm = std::get_if<checked::IsArm>(&node)) return Arm(state, *arm, holds);
  if (const auto* contains = std::get_if<checked::Contains>(&node)) return Element(state, *contains, holds);
  return std::nullopt;
}

// The arm follows from the tag.
bool ClaimSearch::Arm(State& state, const checked::IsArm& node, bool holds) {
  const ExprId operand = conditions_.Resolve(node.operand);
  const schema::Record& record = unit_.schema.records[unit_.schema.types[unit_.At(operand).type.type].declaration];
  ValueSet members;
  for (std::size_t member = 0; member < record.arm_of_member.size(); ++member) {
    const Value value = Value::Int(static_cast<std::int64_t>(member));
    if ((record.arm_of_member[member] == node.arm) == holds) members.Unite(ValueSet::Of({&value, 1}));
  }
  const std::string term = conditions_.TermOfField(operand, record.tag_field);
  return AssumePresent(state, node.operand) && RestrictTerm(state, term, ValueSet::Present(), members);
}

std::optional<bool> ClaimSearch::Element(State& state, const checked::Contains& node, bool holds) {
  const Value* set = Literal(conditions_.Resolve(node.set));
  if (set == nullptr || !set->present() || set->count > kMostElements) return std::nullopt;
  ValueSet in;
  for (const Value& each : set->AsSpan()) {
    if (each.kind == Value::Kind::Cidr) {
      if (unit_.schema.types[unit_.At(node.element).type.type].kind != schema::TypeKind::Ip) return std::nullopt;
      in.Unite(AddressesOf(each.cidr));
    } else {
      in.Unite(ValueSet::Of({&each, 1}));
    }
  }
  state.goals.push_back(Membership{node.element, holds ? in : in.Others()});
  return true;
}

}  // namespace bpol::analyse
