// Worlds: whether premises about one request can be true together, found by trying. What they read and has few values
// (Bool, enums, sets of them, whether something is there) is given each of its values in turn; of the rest nothing is
// known.
//
// INVARIANT: "no" is certain. With more worlds than are tried, less is given values, and the answer is "yes" more
// often. Thread safety: one thread; unit and action outlive it.
#pragma once

#include <list>
#include <span>
#include <string>
#include <vector>

#include "compiler/analyse/premise.h"
#include "compiler/analyse/world_eval.h"

namespace bpol::analyse {

class Worlds {
 public:
  // `bindings`: of the action's variables.
  Worlds(const checked::Unit& unit, const checked::Action& action, const Bindings& bindings)
      : unit_(unit), action_(action), bindings_(bindings) {}

  // The last premise is the one in question: what it reads is given values first.
  bool Possible(std::span<const Premise> premises);
  // What the last question gave values to: where it is read first.
  const std::vector<Span>& tried() const { return tried_; }

 private:
  // Something that is given values.
  struct Input {
    std::string name;
    Span span;
    std::vector<Guess> values;
  };

  // What `expr` reads that has few values, through lets.
  void FindInputs(checked::ExprId expr, std::vector<Input>& found, std::vector<std::uint32_t>& cells) const;
  std::vector<Guess> ValuesOf(checked::TypeRef type) const;
  void AddSets(const schema::Type& set, std::vector<Guess>& values) const;
  // Of all premises those that read what is given values; and what that is.
  void Choose(std::span<const Premise> premises);
  bool Fits(const World& world) const;
  // What a condition that came to `value` says of lets.
  void Learn(checked::ExprId condition, bool value, std::map<std::uint32_t, bool>& lets) const;

  const checked::Unit& unit_;
  const checked::Action& action_;
  const Bindings& bindings_;
  mutable std::list<std::vector<Value>> sets_;  // what the values of sets point into
  std::vector<Input> inputs_;
  std::vector<Premise> chosen_;
  std::vector<Span> tried_;
};

}  // namespace bpol::analyse
