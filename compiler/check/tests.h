// Fixtures and tests -> checked::Test: requests as JSON, and what is expected of their decisions.
#pragma once

#include "compiler/check/session.h"

namespace bpol::check {

// After the actions were checked: a test speaks of the facts that they read.
void CheckTests(Session& session);

}  // namespace bpol::check
