// Analyse: questions about a whole unit that no single expression can answer: whether every field of a response was
// spoken of, whether one is pseudonymised and truncated at once, whether an absence that is declared refuses anyone.
#pragma once

#include "compiler/checked/checked.h"
#include "compiler/diagnostics/diagnostics.h"

namespace bpol::analyse {

// `unit` was checked without errors.
void Analyse(const checked::Unit& unit, Diagnostics& diagnostics);

}  // namespace bpol::analyse
