// Conditions: whether claims about one request can be true together, as far as intervals and sets of values decide it.
// What is only read (paths, facts, signals, calls) may have any value of its type, unless a claim says more; lets,
// definitions and the lines of consents are looked through. From this one question follow the others: a condition never
// holds when it cannot; it always holds when it cannot fail; one implies another when the first cannot hold while the
// other fails.
//
// INVARIANT: an answer of "cannot" is certain. Where this is not shown, or would take too long, claims can be true.
// A claim about a condition is that it was evaluated, without a fault, to this value: a fault decides a request by
// itself, so that what a line would have done does not matter.
// Thread safety: one thread; the unit and the action outlive it.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::analyse {

struct Claim {
  checked::ExprId condition;  // invalid: what always holds
  bool holds = true;
};

// What is counted as known: what the policy says for every project and action, where params and the shape of an action
// may be any; or all that is fixed in this unit.
enum class Known { AsWritten, InThisUnit };

enum class Truth { Open, Always, Never };

class Conditions {
 public:
  Conditions(const checked::Unit& unit, const checked::Action& action, Known known)
      : unit_(unit), action_(action), known_(known) {}

  // False only when no request makes all of them true.
  bool CanBeTrue(std::span<const Claim> claims);
  // What is certain of a condition where `given` is true; Open also where `given` cannot be true itself.
  Truth TruthOf(checked::ExprId condition, std::span<const Claim> given = {});

  // The name under which values that are only read are known to be the same, wherever they are read in this action.
  const std::string& TermOf(checked::ExprId id);
  // The same for a value that is not written as an expression: the verdict of a consent, a field.
  static std::string TermOfCell(std::uint32_t cell);
  std::string TermOfField(checked::ExprId record, std::uint32_t field);
  // The literal, read, operation or choice behind names and what was proved present.
  checked::ExprId Resolve(checked::ExprId id);

  // A number for a term, the same each time.
  std::uint32_t NumberOf(const std::string& term);
  // Steps that searches may still take in this action, so that a policy of many tangled lines does not take minutes;
  // behind the last of them nothing is certain any more.
  std::size_t& patience() { return patience_; }

  const checked::Unit& unit() const { return unit_; }
  const checked::Action& action() const { return action_; }
  Known known() const { return known_; }

 private:
  std::string MakeTerm(checked::ExprId id);

  const checked::Unit& unit_;
  const checked::Action& action_;
  const Known known_;
  std::map<std::uint32_t, checked::ExprId> bindings_;  // by variable: the value that a Let gives it
  std::map<checked::ExprId, std::string> terms_;
  std::map<std::string, std::uint32_t> numbers_;  // by term
  std::size_t patience_ = 1'000'000;
};

}  // namespace bpol::analyse
