// Which facts an action needs, by which keys, in which waves.
#pragma once

#include "compiler/check/scope.h"
#include "compiler/check/session.h"

namespace bpol::check {

// Adds the fact to the action, and the facts that its key reads before it; the field of the frame where it stands, or
// kNone, with a message, where this action has nothing that the key names. `span` of the reading.
std::uint32_t UseFact(Session& session, ActionState& action, symbols::SymbolId fact, Span span);

// Refuses facts that need each other and chains that are longer than three.
void CheckFactChains(Session& session);

}  // namespace bpol::check
