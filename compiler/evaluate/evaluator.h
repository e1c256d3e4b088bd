// Evaluator: walks the checked tree of one action over the values of one request. It is the executable definition of
// the language: short, obvious, slow, never optimised; native code must agree with it on every input. One function a
// kind of node, in files by construct. Arithmetic is runtime/values', as for native code. INVARIANT: a function that
// gives no value has set ended(); nothing is evaluated after that. One per request, not thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "compiler/checked/checked.h"
#include "runtime/base/arena.h"
#include "runtime/base/result.h"
#include "runtime/decision/engine.h"
#include "runtime/keys/key_source.h"

namespace bpol::evaluate {

using decision::Value;
using values::Fault;
using Maybe = std::optional<Value>;  // no value: a fault was reached

// What became of the expressions of a unit, over many requests; by ExprId. Of a Bool which ways it went, of what
// `if` and `match` choose among that it was chosen.
using Seen = std::vector<std::uint8_t>;
inline constexpr std::uint8_t kSeenFalse = 1, kSeenTrue = 2, kSeenTaken = 4;

class Evaluator {
 public:
  // `frame`: a Record of the action's frame. All arguments outlive the evaluator.
  Evaluator(const checked::Unit& unit, const checked::Action& action, const Value& frame, Arena& arena);

  Maybe Eval(checked::ExprId id);
  // A condition; an invalid one always holds. No value: a fault.
  std::optional<bool> Holds(checked::ExprId condition);
  // A cell, computed when first read.
  Maybe ReadCell(std::uint32_t cell);

  // What faults name from here on, until the next call.
  void SetSite(std::uint32_t site) { site_ = site; }
  // Where it is noted what expressions come to; nowhere unless this is called. Of the unit's size.
  void SetSeen(Seen* seen) { seen_ = seen; }
  // Where it is counted what is evaluated, in the units of docs/language/cost.md; nowhere unless this is called.
  void SetWork(std::int64_t* work) { work_ = work; }
  void AddWork(std::int64_t amount) {
    if (work_ != nullptr) *work_ += amount;
  }
  // For what is asked behind the decision: it has what the decision's cells have come to, the whole limit of visits,
  // and a fault of its own.
  Evaluator Behind() const;
  // Material for pseudonyms; without it none can be made.
  void SetKeys(const keys::KeySource* keys) { keys_ = keys; }
  // The record whose fields a redaction's condition reads.
  void SetObject(const Value& object) { object_ = object; }

  const decision::Ended& ended() const { return ended_; }
  // A fault that decides nothing is forgotten, so that something else can be evaluated.
  void Forget() { ended_ = {}; }
  Arena& arena() { return arena_; }

  // A score that was read; its points as they were added.
  struct ScoreValue {
    bool read = false;
    std::int64_t value = 0;
    std::uint32_t band = 0;
    std::span<const std::int64_t> points;
  };
  const ScoreValue& ScoreOf(std::uint32_t cell) const { return cells_[cell].score; }

 private:
  struct CellState {
    bool read = false;
    Value value;
    ScoreValue score;
  };
  using Expr = checked::Expr;

  // evaluator.cpp: what is read
  Maybe Node(const Expr& expr, const checked::Literal& node);
  Maybe Node(const Expr& expr, const checked::Frame& node);
  Maybe Node(const Expr& expr, const checked::Field& node);
  Maybe Node(const Expr& expr, const checked::FactRead& node);
  Maybe Node(const Expr& expr, const checked::SignalRead& node);
  Maybe Node(const Expr& expr, const checked::Element& node);
  Maybe Node(const Expr& expr, const checked::Object& node);
  // cells.cpp
  Maybe Node(const Expr& expr, const checked::CellRead& node);
  Maybe Node(const Expr& expr, const checked::BandRead& node);
  Maybe Compute(const checked::LetCell& cell, CellState& state);
  Maybe Compute(const checked::ConsentCell& cell, CellState& state);
  Maybe Compute(const checked::ScoreCell& cell, CellState& state);
  // choice.cpp
  Maybe Node(const Expr& expr, const checked::Unwrap& node);
  Maybe Node(const Expr& expr, const checked::IsPresent& node);
  Maybe Node(const Expr& expr, const checked::Coalesce& node);
  Maybe Take(checked::ExprId chosen);
  Maybe Node(const Expr& expr, const checked::If& node);
  Maybe Node(const Expr& expr, const checked::Match& node);
  Maybe Node(const Expr& expr, const checked::IsArm& node);
  Maybe Node(const Expr& expr, const checked::Let& node);
  // operators.cpp
  Maybe Node(const Expr& expr, const checked::Unary& node);
  Maybe Node(const Expr& expr, const checked::Binary& node);
  Maybe Joined(const checked::Binary& node);
  Maybe Equal(const Value& left, const Value& right, bool wanted);
  // collections.cpp
  Maybe Node(const Expr& expr, const checked::Contains& node);
  Maybe Node(const Expr& expr, const checked::SubsetOf& node);
  Maybe Node(const Expr& expr, const checked::TableContains& node);
  Maybe Node(const Expr& expr, const checked::TableLookup& node);
  Maybe Node(const Expr& expr, const checked::ListAt& node);
  Maybe Node(const Expr& expr, const checked::SetOf& node);
  Maybe Node(const Expr& expr, const checked::ListOf& node);
  // quantifiers.cpp
  Maybe Node(const Expr& expr, const checked::Quantifier& node);
  Maybe AnyOrAll(const checked::Quantifier& node, std::span<const Value> elements);
  Maybe Count(const checked::Quantifier& node, std::span<const Value> elements);
  Maybe Sum(const Expr& expr, const checked::Quantifier& node, std::span<const Value> elements);
  Maybe Least(const checked::Quantifier& node, std::span<const Value> elements);
  // Counts the visit, binds the variable, and asks `where`.
  std::optional<bool> Visit(const checked::Quantifier& node, const Value& element);
  Maybe Added(const Value& left, const Value& right);
  std::optional<bool> Below(const Value& left, const Value& right);
  // builtins.cpp
  Maybe Node(const Expr& expr, const checked::Call& node);

  // transforms.cpp
  Maybe Transform(checked::Builtin builtin, std::span<const Value> arguments);
  values::TextPlace PlaceFor(const Value& value);
  Maybe MakePseudonym(std::span<const Value> arguments);

  void Note(checked::ExprId id, const Expr& expr, const Value& value);
  // The values of several expressions, left to right.
  std::optional<std::span<const Value>> EvalAll(const std::vector<checked::ExprId>& ids);

  static Maybe Bool(bool value) { return Value::Int(value ? 1 : 0); }
  Maybe Faulted(Fault fault) { return FaultedAt(fault, site_); }
  Maybe FaultedAt(Fault fault, std::uint32_t site);
  // The result of a function of runtime/values.
  Maybe Int(Fault fault, const std::int64_t& result) {
    return fault == Fault::None ? Value::Int(result) : Faulted(fault);
  }
  Maybe Amount(Fault fault, const values::Money& result) {
    return fault == Fault::None ? Value::Of(result) : Faulted(fault);
  }
  Maybe Number(Fault fault, const values::Decimal& result) {
    return fault == Fault::None ? Value::Of(result) : Faulted(fault);
  }
  std::uint32_t SiteNamed(std::string_view name) const;

  const checked::Unit& unit_;
  const checked::Action& action_;
  const Value frame_;
  Arena& arena_;
  Value object_;
  std::vector<Value> elements_;  // by variable
  std::vector<CellState> cells_;
  std::int64_t visits_left_;
  std::uint32_t site_ = schema::kNone;
  Seen* seen_ = nullptr;
  std::int64_t* work_ = nullptr;
  const keys::KeySource* keys_ = nullptr;
  decision::Ended ended_;
};

}  // namespace bpol::evaluate

// BPOL_EVAL(const Value left, Eval(node.left)); binds the value, or ends the enclosing function because a fault was
// reached.
#define BPOL_EVAL(declaration, expression) BPOL_EVAL_INNER(BPOL_CONCAT(bpol_eval_, __LINE__), declaration, expression)
#define BPOL_EVAL_INNER(name, declaration, expression) \
  const auto name = (expression);                      \
  if (!name) return std::nullopt;                      \
  declaration = *name
