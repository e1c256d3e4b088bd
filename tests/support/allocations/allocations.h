// Counts what the program takes from the heap (malloc, calloc, realloc and aligned_alloc, with them operator new and
// exceptions) and how often it takes a lock, so that a test can say "not once" of what runs between binding and
// decision. A program that names one of these functions has its malloc replaced by one that counts. Thread safety: each
// thread counts for itself.
#pragma once

#include <cstdint>

namespace bpol::testing {

// Of this thread, since it began.
std::uint64_t AllocationsSoFar();
// Of pthread's mutexes and read-write locks, and with them those of the C++ library. In builds with a sanitizer, which
// has these functions for itself, always 0.
std::uint64_t LocksSoFar();

}  // namespace bpol::testing
