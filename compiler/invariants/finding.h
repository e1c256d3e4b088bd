// Finding: what trying an invariant on one action came to.
#pragma once

#include <optional>
#include <string>

#include "compiler/invariants/subject.h"

namespace bpol::invariants {

// Counted in requests, but for `shown`.
struct Tally {
  std::size_t tried = 0;
  std::size_t fitting = 0;  // that the action's types let in
  std::size_t reached = 0;  // the effect came; of `never reveal` permit
  std::size_t held = 0;     // the condition held
  std::size_t faulted = 0;  // the condition could not be computed
  std::size_t shown = 0;    // responses with the field, after a permit under the condition
};

struct CounterExample {
  enum class Kind {
    Broken,     // what must never happen did
    Disagreed,  // the engines said different things of the request
  };
  Kind kind = Kind::Broken;
  Json request;
  std::string decision;  // JSON
  std::string native;    // Disagreed: what native code said instead
  Json response, reply;  // of `never reveal`; else null
};

struct Finding {
  std::uint32_t action = 0;
  bool always = false;  // it has no condition
  Tally tally;
  std::optional<CounterExample> counter_example;
};

// Why a finding without a counter-example shows nothing, in words; empty: it does show something.
std::string Vacuity(const checked::Invariant& invariant, const Finding& finding);

}  // namespace bpol::invariants
