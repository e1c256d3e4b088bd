// Verifies tokens for one core and remembers the good ones: an ES256 check costs about 100 us, a hit one SHA-256. What
// it remembers is keyed by the SHA-256 of the token, so that no token is kept. Time and certificate are checked again
// at each hit, so a hit never outlives `exp` nor serves another client. Bounded: the least recently used goes first.
// Thread safety: one verifier belongs to one core.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <unordered_map>

#include "gateway/identity/token.h"

namespace bpol::identity {

class TokenVerifier {
 public:
  // `keys` must not be null. 4,096 tokens with their claims are about 16 MB.
  TokenVerifier(TokenRules rules, std::shared_ptr<const KeySet> keys, std::size_t capacity = 4096);

  // Forgets every token when the set differs from the one in use.
  void UseKeys(std::shared_ptr<const KeySet> keys);
  // Forgets every token: something else that was verified once may no longer hold (a revocation).
  void Forget();

  // All Authorization fields of the request, as they came.
  TokenResult Verify(std::span<const std::string_view> authorization_fields, std::chrono::sys_seconds now,
                     const std::optional<Sha256Hash>& certificate);

  const TokenRules& rules() const { return rules_; }
  std::size_t size() const { return by_hash_.size(); }
  std::uint64_t hits() const { return hits_; }
  std::uint64_t misses() const { return misses_; }

 private:
  struct Entry {
    Sha256Hash hash;
    Token token;
  };
  using Entries = std::list<Entry>;

  void Remember(const Sha256Hash& hash, const Token& token);
  void Drop(Entries::iterator entry);

  const TokenRules rules_;
  std::shared_ptr<const KeySet> keys_;
  const std::size_t capacity_;
  Entries entries_;  // most recently used first
  std::unordered_map<Sha256Hash, Entries::iterator, FirstBytes> by_hash_;
  std::uint64_t hits_ = 0;
  std::uint64_t misses_ = 0;
};

}  // namespace bpol::identity
