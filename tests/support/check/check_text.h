// CheckText: one policy text as a checked unit, for tests of what comes behind the checker.
#pragma once

#include <string_view>

#include "compiler/checked/checked.h"
#include "compiler/checked/project.h"

namespace bpol::tests {

// The regions eu-central, eu-west and in-mumbai; everything else as an empty manifest says.
checked::Project DefaultProject();

// Parses, resolves, checks and analyses one module. A text with mistakes ends the test program, with the mistakes on
// the standard error output: a test that needs a unit cannot go on without one.
checked::Unit CheckText(std::string_view text, const checked::Project& project = DefaultProject());

}  // namespace bpol::tests
