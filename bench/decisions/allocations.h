// Counts what the program takes from the heap: malloc, calloc, realloc and aligned_alloc, and with them operator new.
#pragma once

#include <cstdint>

namespace bpol::bench {

// Of this thread, since it began.
std::uint64_t AllocationsSoFar();

}  // namespace bpol::bench
