// `redact` blocks: their paths, treatments and conditions, for every action that they speak of.
#pragma once

#include "compiler/check/scope.h"
#include "compiler/check/session.h"

namespace bpol::check {

// Adds to the action the redact blocks that name it, in order of declaration.
void CheckRedactions(Session& session, ActionState& action);

}  // namespace bpol::check
