// `bind`: routes of the unit, checked against their actions: every attribute that the action must have is given, once, by a part of the
// wire that can be of its type; nothing is given that the action does not have.
#pragma once

#include "compiler/check/session.h"

namespace bpol::check {

void CheckBindings(Session& session);

}  // namespace bpol::check
