// `bind`: routes of the unit, checked against their actions: every attribute that the action must have is given, once,
// by a part of the wire that can be of its type; nothing is given that the action does not have.
#pragma once

#include "compiler/check/scope.h"
#include "compiler/check/session.h"

namespace bpol::check {

// Adds the routes of the action to the unit, in order of declaration; a fact that becomes the resource joins the
// action.
void CheckBindings(Session& session, ActionState& action);

}  // namespace bpol::check
