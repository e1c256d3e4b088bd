// Keys, tokens and certificates made at test time; nothing secret is ever stored.
#pragma once

#include <openssl/evp.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "gateway/identity/openssl_owner.h"
#include "runtime/base/bytes.h"

namespace bpol::identity {

// A key pair and its public half as a JWK.
struct TestKey {
  KeyOwner pair;
  nlohmann::json jwk;
};
TestKey MakeEcKey(const std::string& kid);
TestKey MakeRsaKey(const std::string& kid, unsigned bits = 2048);
TestKey MakeEd25519Key(const std::string& kid);

std::string KeySetText(std::initializer_list<const TestKey*> keys);

// Signatures as JWS has them; `SignDer` is ECDSA in the form that JWS must not have.
std::string SignEs256(const TestKey& key, std::string_view text);
std::string SignPs256(const TestKey& key, std::string_view text);
std::string SignRs256(const TestKey& key, std::string_view text);
std::string SignEdDsa(const TestKey& key, std::string_view text);
std::string SignDer(const TestKey& key, std::string_view text);
std::string SignHs256(std::string_view secret, std::string_view text);

using Signer = std::string (*)(const TestKey&, std::string_view);

// header.payload.signature of the texts as they are.
std::string Compact(std::string_view header, std::string_view payload, const TestKey& key, Signer sign = SignEs256);

// The PEM of the public half, which a confused verifier would take for an HMAC secret.
std::string PublicPem(const TestKey& key);

}  // namespace bpol::identity
