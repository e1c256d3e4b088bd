// Pseudonyms: keyed, so that nobody without the key can try values (PCI DSS 3.5.1.1); still personal data (GDPR 4(5)).
#pragma once

#include <string>
#include <string_view>

#include "runtime/base/bytes.h"

namespace bpol::values {

// Appends `psn_` and the first 32 hexadecimal digits of HMAC-SHA-256(key, kind 0x1F value).
// False, with nothing appended, when the key or kind is empty, `kind` holds 0x1F, or the crypto library fails: the
// caller then removes the field.
[[nodiscard]] bool Pseudonym(ByteSpan key, std::string_view kind, std::string_view value, std::string& out) noexcept;

}  // namespace bpol::values
