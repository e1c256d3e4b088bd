// Live: what of a request an action's expressions name, as trees over the fields of its frame. The rest is not decoded.
#pragma once

#include <span>
#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::describe {

// Everything that the action's live roots name, the keys of its facts, its body as a whole, and its facts as a whole.
// Children come in order of declaration.
std::vector<schema::Live> LiveFields(const checked::Unit& unit, const checked::Action& action);
// What some expressions of the action name themselves.
std::vector<schema::Live> NamedBy(const checked::Unit& unit, const checked::Action& action,
                                  std::span<const checked::ExprId> roots);

}  // namespace bpol::describe
