#include "tests/support/tokens/test_keys.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <stdexcept>
#include <vector>

namespace bpol::identity {
namespace {

void Need(bool ok) {
  if (!ok) throw std::runtime_error("OpenSSL would not make a test key");
}

std::string NumberOf(const TestKey& key, const char* name, int size) {
  BIGNUM* number = nullptr;
  Need(EVP_PKEY_get_bn_param(key.pair.get(), name, &number) == 1);
  Bytes bytes(static_cast<std::size_t>(size > 0 ? size : BN_num_bytes(number)));
  Need(BN_bn2binpad(number, bytes.data(), static_cast<int>(bytes.size())) >= 0);
  BN_free(number);
  return ToBase64Url(bytes);
}

std::string Sign(const TestKey& key, const EVP_MD* digest, int padding, std::string_view text) {
  const DigestContextOwner context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  Need(EVP_DigestSignInit(context.get(), &parameters, digest, nullptr, key.pair.get()) == 1);
  if (padding != 0) Need(EVP_PKEY_CTX_set_rsa_padding(parameters, padding) == 1);
  if (padding == RSA_PKCS1_PSS_PADDING) Need(EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1);
  std::size_t size = 1024;
  std::string signature(size, '\0');
  Need(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, AsBytes(text).data(),
                      text.size()) == 1);
  signature.resize(size);
  return signature;
}

}  // namespace

TestKey MakeEcKey(const std::string& kid) {
  TestKey key{KeyOwner(EVP_EC_gen("P-256")), {}};
  Need(key.pair != nullptr);
  key.jwk = {{"kty", "EC"},
             {"crv", "P-256"},
             {"kid", kid},
             {"alg", "ES256"},
             {"use", "sig"},
             {"x", NumberOf(key, OSSL_PKEY_PARAM_EC_PUB_X, 32)},
             {"y", NumberOf(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
  return key;
}

TestKey MakeRsaKey(const std::string& kid, unsigned bits) {
  TestKey key{KeyOwner(EVP_RSA_gen(bits)), {}};
  Need(key.pair != nullptr);
  key.jwk = {{"kty", "RSA"},
             {"kid", kid},
             {"alg", "PS256"},
             {"n", NumberOf(key, OSSL_PKEY_PARAM_RSA_N, 0)},
             {"e", NumberOf(key, OSSL_PKEY_PARAM_RSA_E, 0)}};
  return key;
}

TestKey MakeEd25519Key(const std::string& kid) {
  TestKey key{KeyOwner(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")), {}};
  Bytes x(32);
  std::size_t size = x.size();
  Need(EVP_PKEY_get_raw_public_key(key.pair.get(), x.data(), &size) == 1);
  key.jwk = {{"kty", "OKP"}, {"crv", "Ed25519"}, {"kid", kid}, {"x", ToBase64Url(x)}};
  return key;
}

std::string KeySetText(std::initializer_list<const TestKey*> keys) {
  nlohmann::json set = {{"keys", nlohmann::json::array()}};
  for (const TestKey* key : keys) set["keys"].push_back(key->jwk);
  return set.dump();
}

std::string SignDer(const TestKey& key, std::string_view text) {
  return Sign(key, EVP_sha256(), 0, text);
}

std::string SignEs256(const TestKey& key, std::string_view text) {
  const std::string der = SignDer(key, text);
  const unsigned char* at = AsBytes(der).data();
  ECDSA_SIG* const pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
  std::string raw(64, '\0');
  auto* const out = reinterpret_cast<unsigned char*>(raw.data());
  Need(BN_bn2binpad(ECDSA_SIG_get0_r(pair), out, 32) == 32 && BN_bn2binpad(ECDSA_SIG_get0_s(pair), out + 32, 32) == 32);
  ECDSA_SIG_free(pair);
  return raw;
}

std::string SignPs256(const TestKey& key, std::string_view text) {
  return Sign(key, EVP_sha256(), RSA_PKCS1_PSS_PADDING, text);
}
std::string SignRs256(const TestKey& key, std::string_view text) {
  return Sign(key, EVP_sha256(), RSA_PKCS1_PADDING, text);
}
std::string SignEdDsa(const TestKey& key, std::string_view text) {
  return Sign(key, nullptr, 0, text);
}

std::string SignHs256(std::string_view secret, std::string_view text) {
  unsigned char digest[32];
  unsigned size = sizeof digest;
  Need(HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), AsBytes(text).data(), text.size(), digest,
            &size) != nullptr);
  return {reinterpret_cast<const char*>(digest), size};
}

std::string Compact(std::string_view header, std::string_view payload, const TestKey& key, Signer sign) {
  const std::string text = ToBase64Url(AsBytes(header)) + "." + ToBase64Url(AsBytes(payload));
  return text + "." + ToBase64Url(AsBytes(sign(key, text)));
}

std::string PublicPem(const TestKey& key) {
  BIO* const memory = BIO_new(BIO_s_mem());
  Need(PEM_write_bio_PUBKEY(memory, key.pair.get()) == 1);
  const char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  std::string pem(data, static_cast<std::size_t>(size));
  BIO_free(memory);
  return pem;
}

}  // namespace bpol::identity
