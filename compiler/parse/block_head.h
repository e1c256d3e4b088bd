// What stands between the name of a block and its `{`. Internal to parse/.
#pragma once

#include <optional>
#include <vector>

#include "compiler/parse/builder.h"

namespace bpol::parse {

struct Builder::BlockHead {
  std::vector<syntax::Name> subjects;  // behind `for`: actions, or classes of a residency
  syntax::ExprId guard;
  syntax::ExprId opens;
  Span opens_span;
  std::optional<Span> first_match;
  std::vector<syntax::Control> controls;
  std::optional<syntax::Text> owner;
};

}  // namespace bpol::parse
