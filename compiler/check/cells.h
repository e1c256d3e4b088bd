// Cells: what an action computes once when it is first read: lets, consents, scores.
#pragma once

#include "compiler/check/scope.h"
#include "compiler/check/session.h"

namespace bpol::check {

// Checks the value of a `let` in `scope`, makes it a cell of the scope's action, and gives what reading it gives.
Typed CheckLet(Session& session, Scope& scope, const syntax::LetDecl& let);
// The same for a `let` of a block or line; its name joins the scope's locals.
void AddLocalLet(Session& session, Scope& scope, const syntax::LetDecl& let);

}  // namespace bpol::check
