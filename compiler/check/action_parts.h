// What the names of an action mean in its expressions: parts of the frame, facts, signals, and cells (lets, consents,
// scores), each added to the action when it is first read.
#pragma once

#include <string_view>

#include "compiler/check/scope.h"
#include "compiler/check/session.h"

namespace bpol::check {

// `subject`, `resource`, `context`, `body`: words that mean a part of an action, whether or not this action has it.
bool IsPartName(std::string_view name);
// A part that this action has, a key of it, or `now`. With any_action: whatever could be one.
bool IsFrameWord(const Session& session, const ActionState& action, std::string_view name);
// `name` is a frame word of an action that is known.
Typed ReadFrameWord(Session& session, ActionState& action, std::string_view name, Span span);
// Field `field` of the frame.
Typed ReadFrameField(Session& session, ActionState& action, std::uint32_t field, Span span);

Typed ReadFact(Session& session, ActionState& action, symbols::SymbolId fact, Span span);
Typed ReadSignal(Session& session, ActionState& action, symbols::SymbolId signal, Span span);

// The value of a module's `let`; checked in the module's own scope when the action first reads it.
Typed ReadLet(Session& session, ActionState& action, symbols::SymbolId let, Span span);
// The verdict (Int) of a consent, and the value of a score.
Typed ReadConsent(Session& session, ActionState& action, symbols::SymbolId consent, Span span);
Typed ReadScore(Session& session, ActionState& action, symbols::SymbolId score, Span span);

// Adds a cell to the action: its value, and what reading it gives. `span` of the reading.
Typed AddCell(Session& session, ActionState& action, checked::Cell cell, const Typed& value, std::uint64_t classes,
              Span span);

// The same cell, read at another place of the text.
Typed ReadAgain(Session& session, const Typed& cell, Span span);

}  // namespace bpol::check
