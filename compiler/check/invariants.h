// Invariants: that what must never happen is said of things that there are; and for a tool that tries them, what an
// action has to read for that.
#pragma once

#include "compiler/check/session.h"

namespace bpol::check {

struct ActionState;

// Each invariant for every action that it speaks of; of `never reveal` those whose response holds the record.
void CheckInvariants(Session& session);

// Where they are to be read (Project::invariants): those that speak of the action, in Unit::invariants, with their
// conditions among what is live. Of a project without mistakes.
void ReadInvariants(Session& session, ActionState& action);

}  // namespace bpol::check
