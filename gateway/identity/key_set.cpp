#include "gateway/identity/key_set.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <optional>

#include "gateway/identity/strict_json.h"
#include "runtime/base/check.h"

namespace bpol::identity {
namespace {

using Json = nlohmann::json;
using BigOwner = std::unique_ptr<BIGNUM, FreedBy<BN_free>>;
using BuilderOwner = std::unique_ptr<OSSL_PARAM_BLD, FreedBy<OSSL_PARAM_BLD_free>>;
using ParametersOwner = std::unique_ptr<OSSL_PARAM, FreedBy<OSSL_PARAM_free>>;

constexpr std::size_t kMaxFile = 256 << 10;
constexpr std::size_t kMaxKeys = 64;
constexpr int kMinRsaBits = 2048;
constexpr std::size_t kMaxRsaBytes = 1024;  // 8,192 bits: larger keys would let a signature check cost milliseconds
constexpr std::size_t kCoordinate = 32;

// A string member, or the empty text.
std::string Text(const Json& jwk, const char* name) {
  const auto member = jwk.find(name);
  return member != jwk.end() && member->is_string() ? member->get<std::string>() : std::string();
}

Bytes Decoded(const Json& jwk, const char* name) {
  return FromBase64Url(Text(jwk, name)).value_or(Bytes());
}

KeyOwner FromParameters(const char* kind, OSSL_PARAM* parameters) {
  const KeyContextOwner context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
    return nullptr;
  KeyOwner owner(key);
  const KeyContextOwner check(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  if (!check || EVP_PKEY_public_check(check.get()) != 1) return nullptr;
  return owner;
}

KeyOwner EcKey(const Json& jwk) {
  const Bytes x = Decoded(jwk, "x");
  const Bytes y = Decoded(jwk, "y");
  if (x.size() != kCoordinate || y.size() != kCoordinate) return nullptr;
  Bytes point = {0x04};  // uncompressed, SEC 1 section 2.3.3
  point.insert(point.end(), x.begin(), x.end());
  point.insert(point.end(), y.begin(), y.end());
  char group[] = "prime256v1";
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end(),
  };
  return FromParameters("EC", parameters);
}

KeyOwner RsaKey(const Json& jwk) {
  const Bytes n = Decoded(jwk, "n");
  const Bytes e = Decoded(jwk, "e");
  if (n.empty() || n.size() > kMaxRsaBytes || e.empty() || e.size() > 8) return nullptr;
  const BigOwner modulus(BN_bin2bn(n.data(), static_cast<int>(n.size()), nullptr));
  const BigOwner exponent(BN_bin2bn(e.data(), static_cast<int>(e.size()), nullptr));
  if (!modulus || !exponent || BN_num_bits(modulus.get()) < kMinRsaBits) return nullptr;
  const BuilderOwner builder(OSSL_PARAM_BLD_new());
  if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
    return nullptr;
  const ParametersOwner parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  return parameters ? FromParameters("RSA", parameters.get()) : nullptr;
}

KeyOwner EdwardsKey(const Json& jwk) {
  const Bytes x = Decoded(jwk, "x");
  if (x.size() != kCoordinate) return nullptr;
  return KeyOwner(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, x.data(), x.size()));
}

struct Kind {
  Algorithm algorithm;
  const char* names[2];  // of the algorithm: RFC 7518, RFC 8037, RFC 9864
  KeyOwner (*make)(const Json&);
};

// Nothing: not for us.
std::optional<Kind> KindOf(const Json& jwk) {
  const std::string kty = Text(jwk, "kty");
  const std::string crv = Text(jwk, "crv");
  if (jwk.contains("use") && Text(jwk, "use") != "sig") return std::nullopt;
  if (kty == "EC" && crv == "P-256") return Kind{Algorithm::Es256, {"ES256", "ES256"}, EcKey};
  if (kty == "RSA") return Kind{Algorithm::Ps256, {"PS256", "PS256"}, RsaKey};
  if (kty == "OKP" && crv == "Ed25519") return Kind{Algorithm::EdDsa, {"EdDSA", "Ed25519"}, EdwardsKey};
  return std::nullopt;
}

Result<Key> MakeKey(const Json& jwk, const Kind& kind, const std::string& which) {
  const std::string alg = Text(jwk, "alg");
  if (jwk.contains("alg") && alg != kind.names[0] && alg != kind.names[1])
    return Error{which + " has an `alg` that is not accepted for its kind; give it " + kind.names[0]};
  Key key{Text(jwk, "kid"), kind.algorithm, kind.make(jwk)};
  if (key.kid.empty()) return Error{which + " has no `kid`"};
  if (!key.key) return Error{which + " is no valid public key of its kind, or too weak"};
  return key;
}

}  // namespace

// Looked up once: OpenSSL's one-shot SHA256 walks the providers each time.
Sha256Hash Sha256Of(ByteSpan bytes) {
  static EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  Sha256Hash hash;
  BPOL_CHECK(sha256 != nullptr && EVP_Digest(bytes.data(), bytes.size(), hash.data(), nullptr, sha256, nullptr) == 1,
             "SHA-256 over memory cannot fail");
  return hash;
}

Result<KeySet> KeySet::Parse(std::string_view text) {
  const auto parsed = ParseObject(text);
  const Json* const set = std::get_if<Json>(&parsed);
  if (set == nullptr || !set->contains("keys") || !set->at("keys").is_array())
    return Error{"the key set is not a JSON object with an array `keys`, or repeats a member"};
  const Json& jwks = set->at("keys");
  if (jwks.size() > kMaxKeys) return Error{"the key set holds more than " + std::to_string(kMaxKeys) + " keys"};
  KeySet result;
  for (std::size_t i = 0; i < jwks.size(); ++i) {
    const Json& jwk = jwks[i];
    const std::string which = "key " + std::to_string(i + 1) + " of the key set";
    if (!jwk.is_object()) return Error{which + " is not a JSON object"};
    if (jwk.contains("d") || jwk.contains("k") || Text(jwk, "kty") == "oct")
      return Error{which + " is private or symmetric; a key set holds public keys only"};
    const auto kind = KindOf(jwk);
    if (!kind) continue;
    BPOL_TRY(Key key, MakeKey(jwk, *kind, which));
    if (result.Find(key.kid, key.algorithm) != nullptr) return Error{which + " repeats the `kid` of an earlier one"};
    result.keys_.push_back(std::move(key));
  }
  ERR_clear_error();
  if (result.keys_.empty()) return Error{"the key set holds no key for ES256, PS256 or EdDSA"};
  result.fingerprint_ = Sha256Of(AsBytes(text));
  return result;
}

Result<KeySet> KeySet::Load(const std::string& path) {
  BPOL_TRY(const std::string text, ReadFile(path, kMaxFile));
  auto set = Parse(text);
  if (!set.ok()) return Error{"`" + path + "`: " + set.error().message};
  return set;
}

const Key* KeySet::Find(std::string_view kid, Algorithm algorithm) const {
  const auto key = std::ranges::find_if(keys_, [&](const Key& k) { return k.kid == kid && k.algorithm == algorithm; });
  return key == keys_.end() ? nullptr : &*key;
}

bool KeySet::HasKid(std::string_view kid) const {
  return std::ranges::find(keys_, kid, &Key::kid) != keys_.end();
}

}  // namespace bpol::identity
