// What may stand in a header field that is written for others (RFC 9110 section 5).
#pragma once

#include <cstddef>
#include <string_view>

namespace bpol::schema {

inline constexpr std::size_t kMaxFieldValue = 1024;      // bytes of a value that a policy gives
inline constexpr std::size_t kMostUpstreamHeaders = 32;  // that one route gives

// A token (section 5.6.2).
bool IsFieldName(std::string_view text);
// Visible ASCII with blanks only inside (section 5.5, without obs-text), at least one character and at most
// kMaxFieldValue: it can neither end its line nor mean different things to different readers.
bool IsFieldValue(std::string_view text);

}  // namespace bpol::schema
