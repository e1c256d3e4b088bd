// Evaluator: expressions and cells of one request. Private to this folder.
// A reached fault is thrown as Reached and caught by PlainEngine, so that no rule of evaluation has to mention it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/evaluate/plain_engine.h"

namespace bpol::evaluate {

using checked::ExprId;
using decision::Value;
using values::Fault;

// The fault that ends the decision, and what it names.
struct Reached {
  Fault fault;
  std::uint32_t site;
};

// What a cell holds once it was read. `band` and `points` are of scores.
struct CellValue {
  Value value;
  std::uint32_t band = 0;
  std::span<const std::int64_t> points;
};

class Evaluator {
 public:
  Evaluator(const PlainEngine::Program& program, std::uint32_t action, Value frame, Arena& arena);

  // `site` is what a fault names that is reached outside cells, facts and signals: the line, block or obligation at
  // work.
  Value Evaluate(ExprId expr, std::uint32_t site);
  bool Holds(ExprId expr, std::uint32_t site) { return Evaluate(expr, site).integer != 0; }
  // An invalid id means "always".
  bool HoldsOrNone(ExprId expr, std::uint32_t site) { return !expr.valid() || Holds(expr, site); }

  const checked::Action& action() const { return action_; }
  const std::optional<CellValue>& cell(std::uint32_t index) const { return cells_[index]; }
  // Each object of a response has the whole visit limit for itself.
  void set_object(Value object) {
    object_ = object;
    visits_left_ = program_.schema.visit_limit;
  }

 private:
  Value Eval(ExprId expr);
  bool True(ExprId expr) { return Eval(expr).integer != 0; }
  std::uint32_t TypeOf(ExprId expr) const { return program_.unit.At(expr).type.type; }
  schema::TypeKind KindOf(ExprId expr) const { return program_.schema.types[TypeOf(expr)].kind; }
  [[noreturn]] void Throw(Fault fault) const { throw Reached{fault, site_}; }
  void Check(Fault fault) const {
    if (fault != Fault::None) Throw(fault);
  }

  // One a node kind. evaluator.cpp: what is read, and choices.
  Value Eval(const checked::Literal& node, ExprId self);
  Value Eval(const checked::Frame& node, ExprId self);
  Value Eval(const checked::Field& node, ExprId self);
  Value Eval(const checked::FactRead& node, ExprId self);
  Value Eval(const checked::SignalRead& node, ExprId self);
  Value Eval(const checked::Element& node, ExprId self);
  Value Eval(const checked::Object& node, ExprId self);
  Value Eval(const checked::Unwrap& node, ExprId self);
  Value Eval(const checked::IsPresent& node, ExprId self);
  Value Eval(const checked::Coalesce& node, ExprId self);
  Value Eval(const checked::If& node, ExprId self);
  Value Eval(const checked::Match& node, ExprId self);
  Value Eval(const checked::IsArm& node, ExprId self);
  // operators.cpp
  Value Eval(const checked::Unary& node, ExprId self);
  Value Eval(const checked::Binary& node, ExprId self);
  Value Eval(const checked::Call& node, ExprId self);
  bool Equal(const Value& left, const Value& right);
  int Order(const Value& left, const Value& right);
  // collections.cpp
  Value Eval(const checked::Contains& node, ExprId self);
  Value Eval(const checked::SubsetOf& node, ExprId self);
  Value Eval(const checked::TableContains& node, ExprId self);
  Value Eval(const checked::TableLookup& node, ExprId self);
  Value Eval(const checked::SetOf& node, ExprId self);
  Value Eval(const checked::ListOf& node, ExprId self);
  Value Eval(const checked::Quantifier& node, ExprId self);
  bool Has(const Value& sequence, const Value& element);
  void Visit();
  Value Fold(const checked::Quantifier& node, const Value& sofar, const Value& next);
  // cells.cpp
  Value Eval(const checked::CellRead& node, ExprId self);
  Value Eval(const checked::BandRead& node, ExprId self);
  const CellValue& Read(std::uint32_t cell);
  CellValue Compute(const checked::LetCell& cell);
  CellValue Compute(const checked::ConsentCell& cell);
  CellValue Compute(const checked::ScoreCell& cell);

  const PlainEngine::Program& program_;
  const checked::Action& action_;
  const Value frame_;
  Arena& arena_;
  Value object_;
  std::vector<Value> variables_;                 // of quantifiers, by number
  std::vector<std::optional<CellValue>> cells_;  // computed when first read
  std::int64_t visits_left_;
  std::uint32_t site_ = schema::kNone;
};

}  // namespace bpol::evaluate
