// What is measured of entrants, a JSON line each on standard output, of the form that the programs of the peers print.
#pragma once

#include "bench/peers/bpol/entrants.h"

namespace bpol::bench {

// Nanoseconds a decision, in turns, from typed frames and from JSON text; single calls apart.
void PrintTimes(const Workload& workload, const Entrants& entrants);

// Decisions a second with 1, 2, … threads, as many as the machine has cores, each with arenas of its own on one unit.
void PrintThreads(const Workload& workload, const Entrants& entrants);

// Nothing but decisions of the first entrant, for a profiler that counts instructions: each request twice to warm up,
// then once inside CountedTyped, and the same inside CountedJson.
void PrintCounted(const Workload& workload, const Entrants& entrants);

}  // namespace bpol::bench
