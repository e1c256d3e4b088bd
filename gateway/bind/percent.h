// Percent-decoding (RFC 3986 section 2.1) of text whose escapes the edge has already checked.
#pragma once

#include <string>
#include <string_view>

namespace bpol::bind {

// `+` stays `+`: paths have no other meaning for it, and APIs that we guard do not send forms in queries.
std::string PercentDecode(std::string_view text);

}  // namespace bpol::bind
