// Advice for a name that nothing declares.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostic.h"

namespace bpol::diagnostics {

// How many letters to change, add, leave out or swap with their neighbour until `a` is `b`; case does not count.
std::size_t EditDistance(std::string_view a, std::string_view b);

// "did you mean `consent`?" for the nearest of `candidates`, or nothing where none is near enough to be meant. Certain
// where no other is near enough.
Advice DidYouMean(std::string_view name, std::span<const std::string_view> candidates);

// Where `module` declares what is not known here: "`use bank.words` brings it"; "" for the empty name.
std::string BroughtBy(std::string_view module);

}  // namespace bpol::diagnostics
