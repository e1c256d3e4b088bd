// SHA-256 of pieces of text, with the algorithm fetched once: the writer hashes every record, and OpenSSL 3 looks an
// algorithm up by name on each use otherwise.
// Thread safety: one Sha256 belongs to one thread at a time.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string_view>

namespace bpol::audit {

using Hash = std::array<std::uint8_t, 32>;

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  // The digest of the pieces as if they were one text.
  Hash Digest(std::initializer_list<std::string_view> pieces);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bpol::audit
