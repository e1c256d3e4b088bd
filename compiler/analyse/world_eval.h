// WorldEval: what an expression comes to in a world, that is where some of what it reads has a value and the rest may
// have any. It says less than the plain evaluator, and never something else. A fault is no answer: it ends the
// decision. Thread safety: one thread; unit, action and world outlive it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "compiler/checked/checked.h"

namespace bpol::analyse {

using decision::Value;

// What may be said of a value: the value itself (which may be Absent), that there is one, or nothing.
struct Guess {
  enum class Kind { Known, Present, Any } kind = Kind::Any;
  Value value = {};

  bool known() const { return kind == Kind::Known; }
};

struct World {
  std::map<std::string, Guess> inputs;  // by the name of what is read
  std::map<std::uint32_t, bool> lets;   // cells that are conditions, and what is known of them as a whole
};

// Lets and definitions of an action, by variable.
using Bindings = std::map<std::uint32_t, checked::ExprId>;

// The name of what a request, a fact or the host gives: a path in the frame. Nothing for what is computed.
std::optional<std::string> NameOfInput(const checked::Unit& unit, checked::ExprId expr);

class WorldEval {
 public:
  WorldEval(const checked::Unit& unit, const checked::Action& action, const Bindings& bindings, const World& world)
      : unit_(unit), action_(action), bindings_(bindings), world_(world) {}

  Guess Eval(checked::ExprId id) const;

 private:
  // For what nothing is known of.
  Guess Unknown(const checked::Expr& expr) const;
  std::optional<bool> Truth(checked::ExprId id) const;
  static Guess Of(const std::optional<bool>& truth);

  template <typename Node>
  Guess Node_(const checked::Expr& expr, const Node&) const {
    return Unknown(expr);
  }
  Guess Node_(const checked::Expr& expr, const checked::Literal& node) const;
  Guess Node_(const checked::Expr& expr, const checked::Field& node) const;
  Guess Node_(const checked::Expr& expr, const checked::Element& node) const;
  Guess Node_(const checked::Expr& expr, const checked::CellRead& node) const;
  Guess Node_(const checked::Expr& expr, const checked::Unwrap& node) const;
  Guess Node_(const checked::Expr& expr, const checked::Unary& node) const;
  Guess Node_(const checked::Expr& expr, const checked::Binary& node) const;
  Guess Node_(const checked::Expr& expr, const checked::IsPresent& node) const;
  Guess Node_(const checked::Expr& expr, const checked::Coalesce& node) const;
  Guess Node_(const checked::Expr& expr, const checked::If& node) const;
  Guess Node_(const checked::Expr& expr, const checked::Match& node) const;
  Guess Node_(const checked::Expr& expr, const checked::Contains& node) const;
  Guess Node_(const checked::Expr& expr, const checked::SubsetOf& node) const;
  Guess Node_(const checked::Expr& expr, const checked::TableLookup& node) const;
  Guess Node_(const checked::Expr& expr, const checked::Let& node) const;
  // 0 satisfied, 1 the fact is absent, n + 2 the n-th line.
  Guess Verdict(const checked::Expr& expr, const checked::ConsentCell& consent) const;
  std::optional<bool> Joined(const checked::Binary& node) const;
  std::optional<bool> Compared(const checked::Binary& node) const;

  const checked::Unit& unit_;
  const checked::Action& action_;
  const Bindings& bindings_;
  const World& world_;
};

}  // namespace bpol::analyse
