// Challenges that no login can satisfy: what such a line asks is the same after the login as before, so that whoever
// meets it meets it again.
#pragma once

#include "compiler/checked/checked.h"
#include "compiler/diagnostics/diagnostics.h"

namespace bpol::analyse {

// A line is told of where each action that has it reads nothing that a login may change. A login may change facts,
// signals, scores, and whatever else of a request could tell of it; it does not change the body, what the resource is,
// `now`, and of the rest nothing that is a country, an address, an amount, an account or the like.
void WarnOfVainChallenges(const checked::Unit& unit, Diagnostics& diagnostics);

}  // namespace bpol::analyse
