// Pseudonyms: keyed, so that nobody without the key can try values (PCI DSS 3.5.1.1); still personal data (GDPR 4(5)).
#pragma once

#include <string_view>

#include "runtime/base/bytes.h"
#include "runtime/values/text_place.h"

namespace bpol::values {

// The length of one.
inline constexpr std::size_t kPseudonymBytes = 36;
// Appends `psn_` and the first 32 hexadecimal digits of HMAC-SHA-256(key, kind 0x1F value).
// False, with nothing appended, when the key or kind is empty or `kind` holds 0x1F: the caller then removes the field.
[[nodiscard]] bool Pseudonym(ByteSpan key, std::string_view kind, std::string_view value, TextPlace& out) noexcept;

}  // namespace bpol::values
