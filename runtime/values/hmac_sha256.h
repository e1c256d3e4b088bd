// HMAC-SHA-256 (RFC 2104, RFC 6234) of a text in pieces, computed on the stack: no heap, no lock, no look-up, whatever
// the thread, because pseudonyms are made between binding and decision (docs/decisions/0015-no-heap-in-decisions.md).
// Thread safety: one HmacSha256 belongs to one thread.
#pragma once

#include <openssl/sha.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "runtime/base/bytes.h"

namespace bpol::values {

class HmacSha256 {
 public:
  using Digest = std::array<std::uint8_t, 32>;

  explicit HmacSha256(ByteSpan key) noexcept;
  // What was left of the key is wiped.
  ~HmacSha256();
  HmacSha256(const HmacSha256&) = delete;
  HmacSha256& operator=(const HmacSha256&) = delete;

  HmacSha256& Add(std::string_view text) noexcept;
  // Once; nothing is added afterwards.
  Digest Finish() noexcept;

 private:
  SHA256_CTX inner_, outer_;
};

}  // namespace bpol::values
