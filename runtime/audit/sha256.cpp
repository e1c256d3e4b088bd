#include "runtime/audit/sha256.h"

#include <openssl/evp.h>

#include "runtime/base/check.h"

namespace bpol::audit {

struct Sha256::State {
  EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~State() {
    EVP_MD_CTX_free(context);
    EVP_MD_free(algorithm);
  }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  BPOL_CHECK(state_->algorithm != nullptr && state_->context != nullptr, "every OpenSSL we run with has SHA-256");
}
Sha256::~Sha256() = default;

Hash Sha256::Digest(std::initializer_list<std::string_view> pieces) {
  bool ok = EVP_DigestInit_ex2(state_->context, state_->algorithm, nullptr) == 1;
  for (const std::string_view piece : pieces)
    ok = ok && EVP_DigestUpdate(state_->context, piece.data(), piece.size()) == 1;
  Hash hash{};
  ok = ok && EVP_DigestFinal_ex(state_->context, hash.data(), nullptr) == 1;
  BPOL_CHECK(ok, "SHA-256 over memory cannot fail");
  return hash;
}

}  // namespace bpol::audit
