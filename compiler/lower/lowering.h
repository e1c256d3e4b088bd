// The expressions of one action or lifecycle while they become core.
// INVARIANT: a checked expression is lowered afresh wherever it is used: core is made of trees.
#pragma once

#include <map>
#include <optional>

#include "compiler/checked/checked.h"
#include "compiler/core/builder.h"
#include "compiler/core/core.h"
#include "compiler/lower/constants.h"

namespace bpol::lower {

using core::ExprId;
using core::Rep;

class Lowering {
 public:
  // What all of them share.
  struct Shared {
    const checked::Unit& unit;
    const schema::Unit& schema;
    core::Program& program;
    core::Builder& builder;
    Constants& constants;
  };
  // `index`: in Program::actions.
  Lowering(const Shared& shared, const checked::Action& action, std::uint32_t index);

  const checked::Action& action() const { return action_; }

  // What the action's cells are, with their places behind the scores.
  void LowerCells();

  core::BlocksFunction Blocks(const std::vector<checked::Block>& blocks);
  core::ObligationFunction Obligation(const checked::Oblige& oblige);
  core::ConditionFunction Condition(const checked::ConditionFunction& function);
  core::CheckFunction Check(const checked::CheckFunction& function);

 private:
  using CheckedId = checked::ExprId;
  using Expr = checked::Expr;

  ExprId Lower(CheckedId id);
  // The value as an optional where `wanted` is one.
  ExprId LowerAs(CheckedId id, checked::TypeRef wanted);
  // Invalid for an invalid one.
  ExprId LowerIfAny(CheckedId id) { return id.valid() ? Lower(id) : ExprId{}; }
  std::vector<ExprId> LowerAll(const std::vector<CheckedId>& ids);

  // reads.cpp
  ExprId Node(const Expr& expr, const checked::Literal& node);
  ExprId Node(const Expr& expr, const checked::Frame& node);
  ExprId Node(const Expr& expr, const checked::Field& node);
  ExprId Node(const Expr& expr, const checked::FactRead& node);
  ExprId Node(const Expr& expr, const checked::SignalRead& node);
  ExprId Node(const Expr& expr, const checked::Element& node);
  ExprId Node(const Expr& expr, const checked::Object& node);
  ExprId Node(const Expr& expr, const checked::CellRead& node);
  ExprId Node(const Expr& expr, const checked::BandRead& node);
  // choices.cpp
  ExprId Node(const Expr& expr, const checked::Unwrap& node);
  ExprId Node(const Expr& expr, const checked::IsPresent& node);
  ExprId Node(const Expr& expr, const checked::Coalesce& node);
  ExprId Node(const Expr& expr, const checked::If& node);
  ExprId Node(const Expr& expr, const checked::Match& node);
  ExprId Node(const Expr& expr, const checked::IsArm& node);
  ExprId Node(const Expr& expr, const checked::Let& node);
  // operators.cpp
  ExprId Node(const Expr& expr, const checked::Unary& node);
  ExprId Node(const Expr& expr, const checked::Binary& node);
  ExprId Equal(CheckedId left, CheckedId right);
  ExprId Node(const Expr& expr, const checked::Call& node);
  ExprId Choose(core::Op op, ExprId left, ExprId right);
  // transforms.cpp
  ExprId TextOf(const Expr& expr, checked::Builtin builtin, std::vector<ExprId> arguments);
  ExprId ZoneOf(const checked::Call& node);
  ExprId AddressOf(abi::Helper helper, core::Rep rep, ExprId text);
  ExprId InZone(abi::Helper in_utc, abi::Helper in_zone, const checked::Call& node, ExprId instant);
  // collections.cpp
  ExprId Node(const Expr& expr, const checked::Contains& node);
  ExprId Node(const Expr& expr, const checked::SubsetOf& node);
  ExprId Node(const Expr& expr, const checked::TableContains& node);
  ExprId Node(const Expr& expr, const checked::TableLookup& node);
  ExprId Node(const Expr& expr, const checked::ListAt& node);
  ExprId Node(const Expr& expr, const checked::SetOf& node);
  ExprId Node(const Expr& expr, const checked::ListOf& node);
  ExprId MapAt(const Expr& expr, const checked::ListAt& node);
  ExprId ContainsConstant(const decision::Value& collection, std::uint32_t type, CheckedId element);
  ExprId OneOfTexts(std::span<const decision::Value> members, ExprId wanted);
  ExprId MakeSequence(const Expr& expr, const std::vector<CheckedId>& elements, core::Op op);
  // quantifiers.cpp
  ExprId Node(const Expr& expr, const checked::Quantifier& node);

  const schema::Type& TypeOf(CheckedId id) const { return schema_.types[unit_.At(id).type.type]; }
  core::Type CoreType(checked::TypeRef type) const;
  Rep RepOf(std::uint32_t type) const;
  // A Bool as the Int 0 or 1; anything else as it is.
  ExprId AsInt(ExprId value);
  std::uint32_t SiteNamed(std::string_view name) const;
  std::uint32_t TakeScratch(std::uint32_t size);
  std::uint32_t PlaceOfScore(std::uint32_t score) const;

  core::Cell LowerCell(const checked::Cell& cell);

  const checked::Unit& unit_;
  const schema::Unit& schema_;
  core::Program& program_;
  core::Builder& builder_;
  Constants& constants_;
  const checked::Action& action_;
  const std::uint32_t action_index_;
  struct Variable {
    std::int64_t number;
    core::Type type;
  };
  std::map<std::uint32_t, Variable> variables_;  // of enclosing quantifiers and lets, by their checked number
};

}  // namespace bpol::lower
