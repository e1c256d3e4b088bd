// The public keys of one issuer, from a JWK set (RFC 7517) in a local file. The kind of a key fixes its algorithm; the
// header of a token never chooses it.
// Thread safety: immutable; one set serves all cores.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/identity/openssl_owner.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace bpol::identity {

using Sha256Hash = std::array<std::uint8_t, 32>;
// Its first bytes: as good as any hash of it, in a table that is keyed by it.
struct FirstBytes {
  std::size_t operator()(const Sha256Hash& hash) const {
    std::size_t value = 0;
    std::memcpy(&value, hash.data(), sizeof value);
    return value;
  }
};
Sha256Hash Sha256Of(ByteSpan bytes);

// FAPI 2.0 security profile section 5.4.1.
enum class Algorithm : std::uint8_t { Es256, Ps256, EdDsa };

struct Key {
  std::string kid;
  Algorithm algorithm;
  KeyOwner key;
};

class KeySet {
 public:
  // Refuses the whole set for a private or symmetric key, a weak one (RSA below 2,048 bits), a key without `kid` or
  // one whose `alg` does not fit its kind. Keys of kinds we do not know, or for encryption, are passed over; none left
  // is an error.
  static Result<KeySet> Parse(std::string_view text);
  static Result<KeySet> Load(const std::string& path);

  // Null when there is none. A `kid` may occur twice with different algorithms (FAPI 2.0 section 5.4.3).
  const Key* Find(std::string_view kid, Algorithm algorithm) const;
  bool HasKid(std::string_view kid) const;
  std::size_t size() const { return keys_.size(); }
  // Differs whenever the text of the set differs.
  const Sha256Hash& fingerprint() const { return fingerprint_; }

 private:
  std::vector<Key> keys_;
  Sha256Hash fingerprint_{};
};

// Whether `signature`, in the form of RFC 7518 section 3 and RFC 8037 (ECDSA: r and s, 32 bytes each), is of this text.
bool VerifySignature(const Key& key, std::string_view text, ByteSpan signature);

}  // namespace bpol::identity
