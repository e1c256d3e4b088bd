// Percent-decoding (RFC 3986 section 2.1) of text whose escapes the edge has already checked.
#pragma once

#include <string_view>

#include "runtime/base/arena.h"

namespace bpol::bind {

// The text itself where nothing is encoded, else decoded in the arena. `+` stays `+`: paths have no other meaning for
// it, and APIs that we guard do not send forms in queries.
std::string_view PercentDecode(std::string_view text, Arena& arena);

}  // namespace bpol::bind
