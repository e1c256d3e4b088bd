#include "compiler/lower/lower.h"

#include <algorithm>

#include "compiler/core/verify.h"
#include "compiler/lower/lowering.h"
#include "runtime/base/check.h"
#include "runtime/base/result.h"

namespace bpol::lower {

Lowering::Lowering(const Shared& shared, const checked::Action& action, std::uint32_t index)
    : unit_(shared.unit),
      schema_(shared.schema),
      program_(shared.program),
      builder_(shared.builder),
      constants_(shared.constants),
      action_(action),
      action_index_(index) {}

ExprId Lowering::Lower(CheckedId id) {
  const Expr& expr = unit_.At(id);
  return std::visit([&](const auto& node) { return Node(expr, node); }, expr.node);
}

ExprId Lowering::LowerAs(CheckedId id, checked::TypeRef wanted) {
  const ExprId value = Lower(id);
  if (!wanted.optional || builder_.TypeAt(value).optional) return value;
  return builder_.Add(core::Op::Some, {value});
}

std::vector<ExprId> Lowering::LowerAll(const std::vector<CheckedId>& ids) {
  std::vector<ExprId> lowered;
  for (const CheckedId id : ids) lowered.push_back(Lower(id));
  return lowered;
}

Rep Lowering::RepOf(std::uint32_t type) const {
  return lower::RepOf(schema_, schema_.types[type]);
}

core::Type Lowering::CoreType(checked::TypeRef type) const {
  return {RepOf(type.type), type.optional};
}

ExprId Lowering::AsInt(ExprId value) {
  if (builder_.TypeAt(value) != core::Type{Rep::Bool}) return value;
  const ExprId one = builder_.Int(1);
  return builder_.Add(core::Op::If, {value, one, builder_.Int(0)});
}

std::uint32_t Lowering::TakeScratch(std::uint32_t size) {
  std::uint32_t& end = program_.actions[action_index_].scratch_size;
  const std::uint32_t at = end;
  end += size;
  return at;
}

core::BlocksFunction Lowering::Blocks(const std::vector<checked::Block>& blocks) {
  core::BlocksFunction function;
  for (const checked::Block& block : blocks) {
    core::Block lowered{.block = block.block, .kind = schema_.blocks[block.block].kind, .site = block.site};
    lowered.guard = LowerIfAny(block.guard);
    for (const checked::Line& line : block.lines)
      lowered.lines.push_back({line.line, line.site, LowerIfAny(line.when), LowerAll(line.requires_)});
    function.blocks.push_back(std::move(lowered));
  }
  return function;
}

core::ObligationFunction Lowering::Obligation(const checked::Oblige& oblige) {
  core::ObligationFunction function{.site = oblige.fault_site, .when = LowerIfAny(oblige.when)};
  function.arguments = LowerAll(oblige.arguments);
  return function;
}

core::ConditionFunction Lowering::Condition(const checked::ConditionFunction& function) {
  return {function.site, Lower(function.condition)};
}

core::CheckFunction Lowering::Check(const checked::CheckFunction& function) {
  return {function.site, LowerAll(function.reached)};
}

namespace {

// Which function of which action; the kinds that need the action's own tree take it from there.
struct FunctionKind {
  Lowering& lowering;

  decltype(core::Function::kind) operator()(const checked::DecideFunction&) const {
    return lowering.Blocks(lowering.action().blocks);
  }
  decltype(core::Function::kind) operator()(const checked::ResidencyFunction&) const {
    return lowering.Blocks(lowering.action().residencies);
  }
  decltype(core::Function::kind) operator()(const checked::ObligationFunction& function) const {
    return lowering.Obligation(lowering.action().obligations[function.site]);
  }
  decltype(core::Function::kind) operator()(const checked::ConditionFunction& function) const {
    return lowering.Condition(function);
  }
  decltype(core::Function::kind) operator()(const checked::CheckFunction& function) const {
    return lowering.Check(function);
  }
};

// A lowering a place in Program::actions: the actions, then the lifecycles.
std::vector<Lowering> MakeLowerings(const Lowering::Shared& shared) {
  static const checked::Action kWithoutCells;  // what a lifecycle has of an action
  std::vector<Lowering> lowerings;
  for (std::uint32_t action = 0; action < shared.unit.actions.size(); ++action) {
    lowerings.emplace_back(shared, shared.unit.actions[action], action);
    lowerings.back().LowerCells();
  }
  while (lowerings.size() < shared.program.actions.size())
    lowerings.emplace_back(shared, kWithoutCells, static_cast<std::uint32_t>(lowerings.size()));
  return lowerings;
}

}  // namespace

core::Program Lower(const checked::Unit& unit, const schema::Unit& schema,
                    std::span<const checked::Function> functions) {
  core::Program program;
  program.actions.resize(unit.actions.size() + schema.lifecycles.size());
  core::Builder builder(program);
  Constants constants(schema, program, builder);
  std::vector<Lowering> lowerings = MakeLowerings({unit, schema, program, builder, constants});
  for (const checked::Function& function : functions) {
    const FunctionKind lower{lowerings[function.action]};
    program.functions.push_back({function.action, std::visit(lower, function.kind)});
  }
#ifndef NDEBUG
  const Status verified = core::Verify(program);
  BPOL_CHECK(verified.ok(), "lowering gives a program that holds its invariants");
#endif
  return program;
}

}  // namespace bpol::lower
