// What a signal costs its host in memory, and how far what is read of it may be from the truth. These are what a host
// has to keep to: one that keeps a signal in another way needs no more memory and errs no more, or refuses the unit.
//
// A window is kept as a ring of equal parts. Of the oldest part it is not known what fell out of it already, so all of
// it still counts: a reading looks back over the window and at most one part more, and is never too low. Keys are held
// by a 128-bit hash. A key that had to make room for others reads as signal.unavailable, never as zero.
#pragma once

#include <cstdint>
#include <string>

#include "runtime/schema/schema.h"

namespace bpol::schema {

struct SignalBound {
  std::uint64_t bytes_of_key = 0;
  std::uint64_t bytes = 0;           // of all its keys
  std::int64_t looks_back_more = 0;  // microseconds beyond the window, at most
  std::string error;                 // in words, for authors and auditors
};

SignalBound BoundOf(const Signal& signal);

// `count`, `sum` …, as policies write it.
std::string NameOf(SignalKind kind);

}  // namespace bpol::schema
