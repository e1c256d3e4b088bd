// A decision for people: its effect and reason, then everything else that it says, a line each.
#pragma once

#include <string>
#include <string_view>

namespace bpol::repl {

// `json`: as decision::ToJson writes it.
std::string DecisionText(std::string_view json);

}  // namespace bpol::repl
