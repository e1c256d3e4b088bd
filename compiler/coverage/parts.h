// Parts: the conditions of a unit and what its scores and `match`es choose among, as they stand in the text.
//
// A condition is what no `and`, `or` or `not` takes apart any more: the atomic condition of DO-178C. The text is what
// counts: a block that is checked for three actions, or a `def` that is called twice, has its conditions once.
// INVARIANT: parts are ordered by file and place; no two parts of a kind have the same span.
#pragma once

#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::coverage {

// Of a part in the text, one of its places in the checked tree.
struct Place {
  const checked::Action* action = nullptr;  // null: of a lifecycle, which reads no request
  checked::ExprId expr;
};
struct Part {
  Span span;
  std::vector<Place> places;  // at least one
};

struct Parts {
  std::vector<Part> conditions;
  std::vector<Part> bins, arms;  // of scores, of `match`; places: what is chosen
};

// What no action reaches is not among them, nor what is constant by itself.
Parts PartsOf(const checked::Unit& unit);

// By file and place.
struct InText {
  bool operator()(const Span& left, const Span& right) const;
};

}  // namespace bpol::coverage
