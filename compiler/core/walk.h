// Every place of a program where an expression begins.
#pragma once

#include <functional>

#include "compiler/core/core.h"

namespace bpol::core {

// Whose expression it is: a function of the program, or a cell of an action (everything of lower index may be read).
struct Root {
  std::uint32_t action = 0;
  std::uint32_t function = kNone;
  std::uint32_t cell = kNone;
  Type wanted;  // Bool for conditions; the declared type of an argument or a reached expression is its own
  const Shape* pattern = nullptr;  // whose expression it is, where it may read a row
};

// Calls `visit` with every valid root, in order of the text; it may put another expression in its place.
void ForEachRoot(Program& program, const std::function<void(const Root&, ExprId&)>& visit);
void ForEachRoot(const Program& program, const std::function<void(const Root&, ExprId)>& visit);

}  // namespace bpol::core
