// Core text back into a program, verified. For tests that begin in the middle, and for `bpol` on core files.
#pragma once

#include <string_view>

#include "compiler/core/core.h"
#include "runtime/base/result.h"

namespace bpol::core {

// An error names the line of the text, or what Verify found.
Result<Program> Read(std::string_view text);

}  // namespace bpol::core
