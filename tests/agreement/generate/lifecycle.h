// A lifecycle for the record of a fact of the unit: its transitions go between four states, with conditions of their
// own, and every state is reached and left as the checker wants it.
#pragma once

#include <string>

#include "runtime/base/random.h"
#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

// Who causes what, in lifecycles and in their tests. The clock is nobody's.
inline constexpr const char* kEvents[] = {"take", "give", "clock"};
inline constexpr const char* kActors[] = {"owner", "staff"};

// The record of the first fact gets a field of the states; Vocabulary::living says so. Before anything is written.
void AddStates(Vocabulary& vocabulary);
// The declaration; `vocabulary` has the states.
std::string DrawLifecycle(Random& random, const Vocabulary& vocabulary);

}  // namespace bpol::agreement
