#include "gateway/identity/token.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>

#include "gateway/identity/strict_json.h"
#include "runtime/base/bytes.h"

namespace bpol::identity {
namespace {

using Json = nlohmann::json;
using std::chrono::sys_seconds;
using MaybeFault = std::optional<TokenFault>;

// The last second of the year 9999; beyond it no clock of ours can be compared with a claim.
constexpr std::int64_t kLastSecond = 253'402'300'799;
constexpr std::size_t kThumbprintSize = 43;

struct Parts {
  std::string_view header, payload, signature;
  std::string_view signed_text;  // header and payload with the dot between them
};

std::optional<Parts> Split(std::string_view token) {
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
  return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1),
               token.substr(0, second)};
}

std::variant<Json, TokenFault> DecodeObject(std::string_view base64url) {
  const auto bytes = FromBase64Url(base64url);
  if (!bytes) return TokenFault::Malformed;
  auto parsed = ParseObject(AsText(*bytes));
  if (Json* const json = std::get_if<Json>(&parsed)) return std::move(*json);
  return std::get<JsonFault>(parsed) == JsonFault::DuplicateMember ? TokenFault::DuplicateMember
                                                                   : TokenFault::Malformed;
}

const std::string* Text(const Json& object, const char* name) {
  const auto member = object.find(name);
  return member == object.end() ? nullptr : member->get_ptr<const std::string*>();
}

std::optional<Algorithm> AlgorithmNamed(const std::string* name) {
  if (name == nullptr) return std::nullopt;
  if (*name == "ES256") return Algorithm::Es256;
  if (*name == "PS256") return Algorithm::Ps256;
  if (*name == "EdDSA" || *name == "Ed25519") return Algorithm::EdDsa;
  return std::nullopt;
}

bool IsAccessTokenType(const std::string* type) {
  if (type == nullptr) return false;
  std::string lower = *type;  // media types have no case
  std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return lower == "at+jwt" || lower == "application/at+jwt";
}

// The key that must have signed, or why there is none.
std::variant<const Key*, TokenFault> ChooseKey(const Json& header, const KeySet& keys) {
  // We understand no extension, so any `crit` asks for one that we do not (RFC 7515 section 4.1.11).
  if (header.contains("crit")) return TokenFault::Critical;
  if (const auto b64 = header.find("b64"); b64 != header.end() && *b64 != true) return TokenFault::Critical;
  for (const char* source : {"jwk", "jku", "x5u", "x5c"})
    if (header.contains(source)) return TokenFault::EmbeddedKey;
  if (!IsAccessTokenType(Text(header, "typ"))) return TokenFault::Type;
  const auto algorithm = AlgorithmNamed(Text(header, "alg"));
  if (!algorithm) return TokenFault::Algorithm;
  const std::string* const kid = Text(header, "kid");
  if (kid == nullptr || !keys.HasKid(*kid)) return TokenFault::KeyUnknown;
  const Key* const key = keys.Find(*kid, *algorithm);
  if (key == nullptr) return TokenFault::Algorithm;
  return key;
}

// Puts the text of a claim into `out`.
MaybeFault ReadText(const Json& claims, const char* name, std::string& out) {
  if (!claims.contains(name)) return TokenFault::ClaimMissing;
  const std::string* const text = Text(claims, name);
  if (text == nullptr || text->empty()) return TokenFault::ClaimMisfit;
  out = *text;
  return std::nullopt;
}

MaybeFault ReadOptionalText(const Json& claims, const char* name, std::string& out) {
  return claims.contains(name) ? ReadText(claims, name, out) : std::nullopt;
}

// NumericDate of RFC 7519 section 2, whole seconds only.
MaybeFault ReadTime(const Json& claims, const char* name, sys_seconds& out) {
  if (!claims.contains(name)) return TokenFault::ClaimMissing;
  const Json& claim = claims.at(name);
  if (!claim.is_number_unsigned() || claim.get<std::uint64_t>() > kLastSecond) return TokenFault::ClaimMisfit;
  out = sys_seconds(std::chrono::seconds(claim.get<std::int64_t>()));
  return std::nullopt;
}

MaybeFault ReadOptionalTime(const Json& claims, const char* name, std::optional<sys_seconds>& out) {
  if (!claims.contains(name)) return std::nullopt;
  return ReadTime(claims, name, out.emplace());
}

MaybeFault CheckIssuer(const Json& claims, const std::string& issuer) {
  std::string stated;
  if (const auto fault = ReadText(claims, "iss", stated)) return fault;
  return stated == issuer ? MaybeFault() : TokenFault::Issuer;
}

MaybeFault CheckAudience(const Json& claims, const std::string& audience) {
  if (!claims.contains("aud")) return TokenFault::ClaimMissing;
  const Json& aud = claims.at("aud");
  if (aud.is_string()) return aud == audience ? MaybeFault() : TokenFault::Audience;
  if (!aud.is_array() || !std::ranges::all_of(aud, [](const Json& one) { return one.is_string(); }))
    return TokenFault::ClaimMisfit;
  return std::ranges::any_of(aud, [&](const Json& one) { return one == audience; }) ? MaybeFault()
                                                                                    : TokenFault::Audience;
}

MaybeFault ReadBinding(const Json& claims, Binding binding, std::optional<Sha256Hash>& out) {
  if (!claims.contains("cnf")) return binding == Binding::Required ? TokenFault::Unbound : MaybeFault();
  const Json& cnf = claims.at("cnf");
  if (!cnf.is_object()) return TokenFault::ClaimMisfit;
  if (cnf.contains("jkt")) return TokenFault::DpopBound;
  if (cnf.size() != 1 || !cnf.contains("x5t#S256")) return TokenFault::BindingUnknown;
  const std::string* const text = Text(cnf, "x5t#S256");
  if (text == nullptr || text->size() != kThumbprintSize) return TokenFault::ClaimMisfit;
  const auto bytes = FromBase64Url(*text);
  if (!bytes) return TokenFault::ClaimMisfit;
  std::ranges::copy(*bytes, out.emplace().begin());
  return std::nullopt;
}

// RFC 9068 section 2.2.
MaybeFault ReadClaims(const Json& claims, VerifiedToken& token, const TokenRules& rules) {
  MaybeFault fault = CheckIssuer(claims, rules.issuer);
  if (!fault) fault = CheckAudience(claims, rules.audience);
  if (!fault) fault = ReadText(claims, "sub", token.subject);
  if (!fault) fault = ReadText(claims, "client_id", token.client_id);
  if (!fault) fault = ReadText(claims, "jti", token.token_id);
  if (!fault) fault = ReadTime(claims, "exp", token.expires_at);
  if (!fault) fault = ReadTime(claims, "iat", token.issued_at);
  if (!fault) fault = ReadOptionalTime(claims, "nbf", token.not_before);
  if (!fault) fault = ReadOptionalTime(claims, "auth_time", token.auth_time);
  if (!fault) fault = ReadOptionalText(claims, "scope", token.scope);
  if (!fault) fault = ReadOptionalText(claims, "acr", token.acr);
  if (!fault) fault = ReadBinding(claims, rules.binding, token.certificate);
  for (const auto& [name, claim] : claims.items())
    if (!claim.is_null()) token.claims.emplace(name, claim.dump());
  return fault;
}

}  // namespace

std::optional<TokenFault> CheckMoment(const VerifiedToken& token, const TokenRules& rules, sys_seconds now,
                                      const std::optional<Sha256Hash>& certificate) {
  if (now >= token.expires_at + rules.after) return TokenFault::Expired;
  if (token.not_before && *token.not_before > now + rules.ahead) return TokenFault::NotYetValid;
  if (token.issued_at > now + rules.ahead) return TokenFault::IssuedInFuture;
  if (!token.certificate) return std::nullopt;
  if (!certificate) return TokenFault::CertificateMissing;
  if (CRYPTO_memcmp(certificate->data(), token.certificate->data(), certificate->size()) != 0)
    return TokenFault::CertificateMismatch;
  return std::nullopt;
}

TokenResult VerifyToken(std::string_view token, const KeySet& keys, const TokenRules& rules, sys_seconds now,
                        const std::optional<Sha256Hash>& certificate) {
  if (token.size() > rules.max_size) return TokenFault::TooLarge;
  const auto parts = Split(token);
  if (!parts) return TokenFault::Malformed;
  const auto header = DecodeObject(parts->header);
  if (const auto* fault = std::get_if<TokenFault>(&header)) return *fault;
  const auto key = ChooseKey(std::get<Json>(header), keys);
  if (const auto* fault = std::get_if<TokenFault>(&key)) return *fault;
  const auto signature = FromBase64Url(parts->signature);
  if (!signature) return TokenFault::Malformed;
  if (!VerifySignature(*std::get<const Key*>(key), parts->signed_text, *signature)) return TokenFault::Signature;

  auto claims = DecodeObject(parts->payload);
  if (const auto* fault = std::get_if<TokenFault>(&claims)) return *fault;
  auto verified = std::make_shared<VerifiedToken>();
  if (const auto fault = ReadClaims(std::get<Json>(claims), *verified, rules)) return *fault;
  if (const auto fault = CheckMoment(*verified, rules, now, certificate)) return *fault;
  return Token(std::move(verified));
}

}  // namespace bpol::identity
