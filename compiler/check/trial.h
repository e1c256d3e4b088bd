// Trial: what checking something for an action would say, without leaving a trace in the action.
#pragma once

#include <functional>
#include <vector>

#include "compiler/check/scope.h"
#include "compiler/check/session.h"

namespace bpol::check {

// The mistakes that `check` finds. The action is left as it was; trials do not nest.
std::vector<Diagnostic> TryOn(Session& session, std::uint32_t action, const std::function<void(ActionState&)>& check);

}  // namespace bpol::check
