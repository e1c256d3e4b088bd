#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include "gateway/identity/key_set.h"
#include "runtime/base/check.h"

namespace bpol::identity {
namespace {

using EcSignatureOwner = std::unique_ptr<ECDSA_SIG, FreedBy<ECDSA_SIG_free>>;

constexpr std::size_t kHalf = 32;

// JWS carries r and s side by side (RFC 7518 section 3.4); OpenSSL wants them in DER. Empty when they cannot be.
Bytes ToDer(ByteSpan signature) {
  if (signature.size() != 2 * kHalf) return {};
  const EcSignatureOwner pair(ECDSA_SIG_new());
  BIGNUM* const r = BN_bin2bn(signature.data(), kHalf, nullptr);
  BIGNUM* const s = BN_bin2bn(signature.data() + kHalf, kHalf, nullptr);
  BPOL_CHECK(pair != nullptr && r != nullptr && s != nullptr, "memory for two numbers of 32 bytes");
  ECDSA_SIG_set0(pair.get(), r, s);
  const int size = i2d_ECDSA_SIG(pair.get(), nullptr);
  if (size <= 0) return {};
  Bytes der(static_cast<std::size_t>(size));
  std::uint8_t* out = der.data();
  i2d_ECDSA_SIG(pair.get(), &out);
  return der;
}

enum class Padding { None, Pss };

bool VerifyDigest(const Key& key, const char* digest, Padding padding, std::string_view text, ByteSpan signature) {
  const DigestContextOwner context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;  // owned by the context
  if (!context ||
      EVP_DigestVerifyInit_ex(context.get(), &parameters, digest, nullptr, nullptr, key.key.get(), nullptr) != 1)
    return false;
  if (padding == Padding::Pss && (EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) != 1 ||
                                  EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) != 1))
    return false;
  const ByteSpan bytes = AsBytes(text);
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes.data(), bytes.size()) == 1;
}

bool VerifyByAlgorithm(const Key& key, std::string_view text, ByteSpan signature) {
  switch (key.algorithm) {
    case Algorithm::Es256: {
      const Bytes der = ToDer(signature);
      return !der.empty() && VerifyDigest(key, "SHA256", Padding::None, text, der);
    }
    case Algorithm::Ps256:
      return VerifyDigest(key, "SHA256", Padding::Pss, text, signature);
    case Algorithm::EdDsa:
      return signature.size() == 2 * kHalf && VerifyDigest(key, nullptr, Padding::None, text, signature);
  }
  BPOL_CHECK(false, "an Algorithm is one of its three members");
}

}  // namespace

bool VerifySignature(const Key& key, std::string_view text, ByteSpan signature) {
  const bool good = VerifyByAlgorithm(key, text, signature);
  // The queue of errors belongs to the thread: what is left in it would be blamed on the next TLS call.
  if (!good) ERR_clear_error();
  return good;
}

}  // namespace bpol::identity
