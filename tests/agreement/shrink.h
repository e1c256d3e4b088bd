// Shrink: a case that fails -> a smaller one that still fails: blocks, declarations and lines go, expressions become
// parts of themselves, members and elements leave the request, as long as the case goes on failing.
#pragma once

#include <chrono>
#include <functional>

#include "tests/agreement/saved_case.h"

namespace bpol::agreement {

// Whether a smaller case still fails in the same way. Most of what it is asked does not even compile.
using StillFails = std::function<bool(const SavedCase&)>;

// Stops when nothing more can go, or after `limit`.
SavedCase Shrink(SavedCase failing, const StillFails& still_fails, std::chrono::seconds limit);

// The ways to make a text smaller, the boldest first: for the tests.
std::vector<std::string> SmallerPolicies(const std::string& text);
std::vector<std::string> SmallerJson(const std::string& json);

}  // namespace bpol::agreement
