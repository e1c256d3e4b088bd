// A program as core text (docs/core.md). Read(Print(p)) prints the same again.
#pragma once

#include <string>

#include "compiler/core/core.h"

namespace bpol::core {

std::string Print(const Program& program);

// One expression: for messages and tests.
std::string Print(const Program& program, ExprId expr);

}  // namespace bpol::core
