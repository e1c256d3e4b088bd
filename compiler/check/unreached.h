// Lets, consents and scores that no action reaches are checked all the same, as far as that is possible without an
// action.
#pragma once

#include "compiler/check/session.h"

namespace bpol::check {

// `reached`: by symbol, whether some action has it as a cell.
void CheckUnreached(Session& session, const std::vector<bool>& reached);

}  // namespace bpol::check
