// What a helper trusts in: tables of patterns and of zones, and kinds of types, which only constants can be. A program
// that was read is held to it, so that native code needs no check of its own.
#pragma once

#include <string_view>

#include "compiler/core/core.h"

namespace bpol::core {

// What is wrong with the constants that a call gives to its helper, for the author of the program; empty: nothing.
std::string_view WrongGiven(const Program& program, const Expr& call);

}  // namespace bpol::core
