// Lifecycles: which states of a record follow which, on what event and by whom (language.md section 7).
#pragma once

#include "compiler/check/session.h"

namespace bpol::check {

// Every `lifecycle` of the project: its states are members of its enum, each can be reached and left or is final, each
// transition can be taken, and its condition reads the record and `now`.
void CheckLifecycles(Session& session);

}  // namespace bpol::check
