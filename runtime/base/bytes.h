// Bytes and the few conversions that every folder needs: hexadecimal, base64url, whole files.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace bpol {

using Bytes = std::vector<std::uint8_t>;
using ByteSpan = std::span<const std::uint8_t>;

inline ByteSpan AsBytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view AsText(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Lower-case hexadecimal, two digits a byte; `digits` has room for them.
void WriteHex(ByteSpan bytes, char* digits);
std::string ToHex(ByteSpan bytes);
// The bytes of an even number of hexadecimal digits of either case, or nothing.
std::optional<Bytes> FromHex(std::string_view text);

// Base64url without padding (RFC 4648 section 5).
std::string ToBase64Url(ByteSpan bytes);
// Nothing on padding, foreign characters, an impossible length or set bits past the last byte.
std::optional<Bytes> FromBase64Url(std::string_view text);

// The whole file; an error names the path, and refuses files above `limit` bytes before they are read.
Result<std::string> ReadFile(const std::string& path, std::size_t limit = 64u << 20);
// Writes to a temporary file beside `path`, syncs and renames, so that a reader sees the old or the new content, never
// half.
Status WriteFile(const std::string& path, std::string_view content);

}  // namespace bpol
