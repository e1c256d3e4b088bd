// What of the language a generated unit has: the forms of forms.def by their spelling, gates and brakes, built-in
// functions, and the helpers that its native code calls.
#pragma once

#include <string>
#include <vector>

#include "tests/agreement/engines.h"

namespace bpol::agreement {

// Names, in the order of FormsOf.
const std::vector<std::string>& FormNames();

// The native making of `engines` has been added.
std::vector<bool> FormsOf(const Files& files, const Engines& engines);

}  // namespace bpol::agreement
