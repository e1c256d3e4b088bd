// UTF-8, strictly (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace bpol::http {

// Bytes of the well-formed sequence at the start of `text`, which is not empty; 0 when there is none.
std::size_t Utf8SequenceSize(std::string_view text);

bool IsUtf8(std::string_view text);

}  // namespace bpol::http
