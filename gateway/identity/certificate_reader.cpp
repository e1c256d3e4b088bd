#include "gateway/identity/certificate_reader.h"

namespace bpol::identity {

std::shared_ptr<const CertificateFacts> CertificateReader::Read(const Sha256Hash& sha256, ByteSpan der) {
  if (const auto found = by_hash_.find(sha256); found != by_hash_.end()) {
    ++hits_;
    entries_.splice(entries_.begin(), entries_, found->second);
    return *found->second;
  }
  ++misses_;
  auto read = ReadCertificate(der);
  // What is remembered stands under the hash of what was read, whoever computed the one that was passed.
  if (!read.ok() || read->sha256 != sha256) return nullptr;
  auto facts = std::make_shared<const CertificateFacts>(std::move(*read));
  Remember(facts);
  return facts;
}

void CertificateReader::Remember(std::shared_ptr<const CertificateFacts> facts) {
  if (capacity_ == 0) return;
  if (entries_.size() >= capacity_) {
    by_hash_.erase(entries_.back()->sha256);
    entries_.pop_back();
  }
  entries_.push_front(std::move(facts));
  by_hash_.emplace(entries_.front()->sha256, entries_.begin());
}

}  // namespace bpol::identity
