// What becomes of every field of every response, one line a field: for the people who answer for personal data.
#pragma once

#include <string>

#include "runtime/schema/schema.h"

namespace bpol::compiler {

// By action: the path of each place of the response type, its data class, and what may be done to it, block by block in
// order of precedence; `if` marks what depends on a condition. A place whose conditions all fail is removed.
std::string PrintRedaction(const schema::Unit& unit);

}  // namespace bpol::compiler
