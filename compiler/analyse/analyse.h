// Analyse: questions about a whole unit that no single expression can answer: whether every field of a response was
// spoken of, whether one is pseudonymised and truncated at once, whether an absence that is declared refuses anyone,
// whether every line can matter.
#pragma once

#include "compiler/checked/checked.h"
#include "compiler/diagnostics/diagnostics.h"

namespace bpol::analyse {

// Lines that cannot matter decide nothing, rightly: whoever makes policies by chance lets them stand.
enum class DeadLines { Told, LetStand };

// `unit` was checked without errors.
void Analyse(const checked::Unit& unit, DeadLines dead_lines, Diagnostics& diagnostics);

}  // namespace bpol::analyse
