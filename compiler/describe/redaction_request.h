// The parts of redaction conditions that can be evaluated with the decision, before there is a response.
// The language evaluates left to right, and `and`, `or`, `??`, `if` and `match` protect what stands behind them. What
// reads the object is not known yet, so it protects nothing: the parts behind it may be reached, and are.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::describe {

class RequestParts {
 public:
  explicit RequestParts(const checked::Unit& unit) : unit_(unit) {}

  // Whether an expression reads the object, or a variable that is bound outside it.
  bool IsOpen(checked::ExprId expr) const;

  // Adds the parts of one line: of `when`, then of `unless`, which is reached only where `when` may hold. Either may be
  // invalid.
  void AddLine(checked::ExprId when, checked::ExprId unless);

  // The condition of a line that has both, `when and not unless`: what `unless` unwraps may be proved by `when`, so
  // that it must not be asked alone.
  checked::ExprId Joined(checked::ExprId when, checked::ExprId unless);

  // A condition that was checked for objects in one arm of a union, made to fail in every other arm.
  checked::ExprId InArm(checked::ExprId condition, checked::TypeRef object, std::uint32_t arm);

  std::vector<checked::ExprId> reached;  // in order
  std::vector<checked::Expr> exprs;      // ids from unit.exprs.size()

 private:
  using ExprId = checked::ExprId;
  // Bool over the request that must hold for a part to be reached; nothing: it always may be.
  using Guard = std::optional<ExprId>;

  const checked::Expr& At(ExprId id) const;
  std::vector<ExprId> Children(ExprId id) const;
  bool IsOpen(ExprId id, std::vector<std::uint32_t>& bound) const;
  bool CanFault(ExprId id) const;
  bool FaultsItself(const checked::Node& node) const;
  void AddCertain(ExprId id);

  void Collect(ExprId id, Guard guard);
  void CollectBinary(const checked::Binary& binary, Guard guard);
  void CollectMatch(const checked::Match& match, Guard guard);
  void CollectLet(const checked::Let& let, Guard guard);
  bool Reads(ExprId id, std::uint32_t variable) const;
  ExprId WithLets(ExprId id);
  ExprId Guarded(ExprId guard, ExprId id);
  void Reach(ExprId id, Guard guard);

  Guard MayHold(ExprId id);
  Guard MayFail(ExprId id);
  Guard Both(Guard left, Guard right);
  Guard Either(Guard left, Guard right);
  Guard Not(ExprId id);
  ExprId Make(checked::Node node, checked::TypeRef type, const checked::Expr& from);
  ExprId Constant(bool value, const checked::Expr& from);

  // A let around what is being collected whose value the request alone gives.
  struct KnownLet {
    checked::Let let;
    Guard guard;
  };

  const checked::Unit& unit_;
  std::vector<KnownLet> lets_ = {};
  checked::TypeRef bool_;  // of the conditions
  // What earlier parts have certainly read: a second reading cannot fault.
  std::set<std::uint32_t> certain_facts_, certain_signals_, certain_cells_;
};

}  // namespace bpol::describe
