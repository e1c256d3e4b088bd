// ClaimSearch: one answer of Conditions. Claims are taken apart until each speaks of the values of one term; where a
// claim can be true in several ways (an `or` that holds, an `and` that fails, `??`, `if`, `match`, the verdict of a
// consent) the ways are tried one after another. When no value is left for some term in every way, the claims cannot be
// true together.
// Thread safety: one thread; used once.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "compiler/analyse/conditions.h"
#include "compiler/analyse/value_sets.h"

namespace bpol::analyse {

class ClaimSearch {
 public:
  explicit ClaimSearch(Conditions& conditions) : conditions_(conditions), unit_(conditions.unit()) {}

  bool CanBeTrue(std::span<const Claim> claims);

 private:
  // Enough for conditions that people write; what takes more stays undecided.
  static constexpr std::size_t kMostSteps = 5000;
  static constexpr std::size_t kMostElements = 256;  // of a set that is looked into

  struct Comparison {
    checked::BinaryOp op;  // Eq to Ge
    checked::ExprId left, right;
    bool holds;
  };
  struct Presence {
    checked::ExprId value;
    bool present;
  };
  struct Membership {
    checked::ExprId value;
    ValueSet in;
  };
  using Goal = std::variant<Claim, Comparison, Presence, Membership>;
  using Way = std::vector<Goal>;    // all of these
  using Choice = std::vector<Way>;  // one of these

  // What is known and what is left to do.
  struct State {
    std::vector<Goal> goals = {};
    std::vector<Choice> choices = {};
    std::map<std::uint32_t, ValueSet> values = {};  // by number of a term
    std::set<std::uint32_t> verdicts = {};          // cells of consents that were asked
    std::set<std::uint32_t> taken_apart = {};       // those of them whose lines were looked at
    std::set<checked::ExprId> known_present = {};   // what was read there is known to have been there
  };

  // Counts a step; false when there have been too many.
  bool Step();
  bool Possible(State state);
  bool TryOne(const State& state, const Choice& choice);
  std::optional<Choice> NextChoice(State& state);
  Choice Verdicts(const State& state, std::uint32_t cell) const;

  // Each does one goal: false when it cannot be reached.
  bool Do(State& state, const Claim& claim);
  bool Do(State& state, const Comparison& comparison);
  bool Do(State& state, const Presence& presence);
  bool Do(State& state, const Membership& membership);

  // Conditions by kind of node; nothing for those that are only read.
  std::optional<bool> Logic(State& state, const checked::Node& node, bool holds);
  std::optional<bool> Question(State& state, const checked::Node& node, bool holds);
  bool Arm(State& state, const checked::IsArm& node, bool holds);
  std::optional<bool> Element(State& state, const checked::Contains& node, bool holds);

  // The ways in which an expression chooses its value, each with what `goal` makes of that value; nothing for others.
  std::optional<Choice> Ways(checked::ExprId id, const std::function<Goal(checked::ExprId)>& goal);
  bool CompareTerms(State& state, const Comparison& comparison);
  // The values that `op` with `value` admits, or refuses.
  static ValueSet Admitted(checked::BinaryOp op, const Value& value, bool holds);

  bool Restrict(State& state, checked::ExprId id, const ValueSet& to);
  bool RestrictTerm(State& state, const std::string& term, const ValueSet& domain, const ValueSet& to);
  bool AssumePresent(State& state, checked::ExprId id);
  ValueSet DomainOf(checked::TypeRef type) const;
  // The value of a literal that is known.
  const Value* Literal(checked::ExprId id) const;
  bool IsBool(checked::ExprId id) const;

  Conditions& conditions_;
  const checked::Unit& unit_;
  std::size_t steps_ = 0;
};

}  // namespace bpol::analyse
