// Advice for a name that nothing declares.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace bpol::symbols {

// "did you mean `consent`?" for the nearest of `candidates`, or "" where none is near enough to be meant.
std::string DidYouMean(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace bpol::symbols
