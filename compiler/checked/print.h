// The checked tree as text, for `--print=checked`: an outline of actions, blocks and lines, expressions as
// S-expressions with every name settled. What narrowing has proved present carries a `!`.
#pragma once

#include <string>

#include "compiler/checked/checked.h"

namespace bpol::checked {

std::string Print(const Unit& unit);
// One expression of `action`, whose fields and cells it names.
std::string Print(const Unit& unit, const Action& action, ExprId expr);
// As policies write it: `Set<String>?`.
std::string TypeName(const Unit& unit, TypeRef type);

}  // namespace bpol::checked
