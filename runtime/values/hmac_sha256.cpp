// Of OpenSSL's functions only those on a state of the caller's allocate nothing; OpenSSL 3 calls them deprecated, and
// its EVP functions allocate at each initialisation.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "runtime/values/hmac_sha256.h"

#include <openssl/crypto.h>

#include <algorithm>

namespace bpol::values {
namespace {

constexpr std::size_t kBlockBytes = 64;
constexpr std::uint8_t kInnerPad = 0x36;
constexpr std::uint8_t kOuterPad = 0x5c;

using Block = std::array<std::uint8_t, kBlockBytes>;

// A longer key stands for its digest, a shorter one is filled up with zeros.
Block BlockOf(ByteSpan key) {
  Block block{};
  if (key.size() > kBlockBytes) {
    SHA256(key.data(), key.size(), block.data());
  } else {
    std::ranges::copy(key, block.begin());
  }
  return block;
}

void Begin(SHA256_CTX* state, Block block, std::uint8_t pad) {
  for (std::uint8_t& byte : block) byte ^= pad;
  SHA256_Init(state);
  SHA256_Update(state, block.data(), block.size());
  OPENSSL_cleanse(block.data(), block.size());
}

}  // namespace

HmacSha256::HmacSha256(ByteSpan key) noexcept {
  Block block = BlockOf(key);
  Begin(&inner_, block, kInnerPad);
  Begin(&outer_, block, kOuterPad);
  OPENSSL_cleanse(block.data(), block.size());
}

HmacSha256::~HmacSha256() {
  OPENSSL_cleanse(&inner_, sizeof inner_);
  OPENSSL_cleanse(&outer_, sizeof outer_);
}

HmacSha256& HmacSha256::Add(std::string_view text) noexcept {
  SHA256_Update(&inner_, text.data(), text.size());
  return *this;
}

HmacSha256::Digest HmacSha256::Finish() noexcept {
  Digest digest;
  SHA256_Final(digest.data(), &inner_);
  SHA256_Update(&outer_, digest.data(), digest.size());
  SHA256_Final(digest.data(), &outer_);
  return digest;
}

}  // namespace bpol::values
