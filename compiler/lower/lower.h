// checked -> core: what the typed tree means, in loads, tests and calls. One function a kind of node, files by
// construct. Order of evaluation, what protects what, and sites of faults are exactly those of the plain evaluator.
#pragma once

#include <span>

#include "compiler/checked/checked.h"
#include "compiler/core/core.h"

namespace bpol::lower {

// `schema` and `functions` are those of describe for `unit`: frames are laid out, scores have their places. The result
// is verified in debug builds; its actions say how much scratch memory they need beyond the scores.
core::Program Lower(const checked::Unit& unit, const schema::Unit& schema,
                    std::span<const checked::Function> functions);

}  // namespace bpol::lower
