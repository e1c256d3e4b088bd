// Invariants: that what must never happen is said of things that there are.
#pragma once

#include "compiler/check/session.h"

namespace bpol::check {

// Each invariant for every action that it speaks of; of `never reveal` those whose response holds the record.
void CheckInvariants(Session& session);

}  // namespace bpol::check
