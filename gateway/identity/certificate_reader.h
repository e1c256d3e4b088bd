// Reads client certificates for one core and remembers the good ones: reading costs about 150 us (OpenSSL looks for a
// decoder of the public key each time), and a client shows the same certificate with every request. What is remembered
// follows from the DER alone, so it never grows old; that the certificate is still accepted is for TLS and for the
// token's binding to say. Keyed by the SHA-256 of the DER. Bounded: the least recently used goes first.
// Thread safety: one reader belongs to one core.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <unordered_map>

#include "gateway/identity/certificate.h"

namespace bpol::identity {

class CertificateReader {
 public:
  // 1,024 certificates are about 0.5 MB.
  explicit CertificateReader(std::size_t capacity = 1024) : capacity_(capacity) {}

  // The facts of `der`, whose SHA-256 is `sha256`; null where it is not in order (ReadCertificate says when). What is
  // not in order is not remembered.
  std::shared_ptr<const CertificateFacts> Read(const Sha256Hash& sha256, ByteSpan der);

  std::size_t size() const { return by_hash_.size(); }
  std::uint64_t hits() const { return hits_; }
  std::uint64_t misses() const { return misses_; }

 private:
  using Entries = std::list<std::shared_ptr<const CertificateFacts>>;

  void Remember(std::shared_ptr<const CertificateFacts> facts);

  const std::size_t capacity_;
  Entries entries_;  // most recently used first
  std::unordered_map<Sha256Hash, Entries::iterator, FirstBytes> by_hash_;
  std::uint64_t hits_ = 0;
  std::uint64_t misses_ = 0;
};

}  // namespace bpol::identity
