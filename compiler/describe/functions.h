// The numbering of a unit's functions, action by action.
#pragma once

#include "compiler/describe/describe.h"

namespace bpol::describe {

// Appends the decide, residency and obligation functions of an action, and tells the schema their numbers.
void NumberFunctions(const checked::Unit& unit, const checked::Action& action, Description& description);
// Appends the functions of the action's redaction, where its response has one, and puts the redaction into the schema.
void AddRedaction(checked::Unit& unit, const checked::Action& action, Description& description);

// Appends the conditions of the unit's lifecycles, and tells the schema their numbers.
void NumberLifecycles(const checked::Unit& unit, Description& description);

}  // namespace bpol::describe
