// Finds the number that no parser can represent, so that a refusal can name its path. Only asked after a refusal.
#pragma once

#include <string>
#include <string_view>

namespace bpol::bind {

// The path of the first number in a JSON text that is beyond 64 bits or not a number at all; empty where there is none.
std::string PathOfBadNumber(std::string_view text);

}  // namespace bpol::bind
