// Lets, consents and scores that no action reaches are checked all the same: for the action that they fit best, where
// one has all that they name, and else as far as that is possible without an action.
#pragma once

#include "compiler/check/session.h"

namespace bpol::check {

// `reached`: by symbol, whether some action has it as a cell.
void CheckUnreached(Session& session, std::vector<bool> reached);

}  // namespace bpol::check
