// Checks an access token: a JWT (RFC 7519, RFC 9068) signed by a key of the issuer's set, valid now, for us, and bound
// to the client certificate it came with (RFC 8705). Cheapest check first; claims are read only below a good signature.
// Every failure is one TokenFault; nothing is accepted that was not understood.
// Thread safety: plain functions over immutable arguments.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/identity/key_set.h"
#include "gateway/identity/refusal.h"

namespace bpol::identity {

enum class Binding : std::uint8_t {
  Required,   // a token without cnf is refused
  IfPresent,  // it is accepted; one with cnf must still match
};

struct TokenRules {
  std::string issuer;    // equals `iss` byte for byte
  std::string audience;  // `aud` is or holds this
  Binding binding = Binding::Required;
  // Base64url of a token with 30 claims is about 2 KB.
  std::size_t max_size = 8192;
  // How far `iat` and `nbf` may lie ahead of our clock (FAPI 2.0 section 5.3.2.1: at least 10 s, never above 60 s).
  std::chrono::seconds ahead{10};
  // How long a token is accepted after `exp`.
  std::chrono::seconds after{0};
};

struct VerifiedToken {
  std::string subject;
  std::string client_id;
  std::string token_id;  // jti
  std::string scope;     // space-separated; empty when the claim is absent
  std::string acr;       // empty when absent
  std::optional<std::chrono::sys_seconds> auth_time;
  std::chrono::sys_seconds issued_at;
  std::chrono::sys_seconds expires_at;
  std::optional<std::chrono::sys_seconds> not_before;
  std::optional<Sha256Hash> certificate;  // cnf.x5t#S256
  // All that are not null: the JSON of each by its name.
  std::map<std::string, std::string, std::less<>> claims;
};

using Token = std::shared_ptr<const VerifiedToken>;
using TokenResult = std::variant<Token, TokenFault>;

// The token out of all Authorization fields of a request (RFC 6750 section 2.1).
std::variant<std::string_view, TokenFault> BearerToken(std::span<const std::string_view> authorization_fields,
                                                       std::size_t max_size);

// Whether the query of a request (without `?`) tries to carry a token (RFC 6750 section 2.3, refused by FAPI 2.0).
std::optional<TokenFault> CheckQuery(std::string_view query);

// `certificate` is the SHA-256 of the DER of the TLS client certificate, absent when none was presented.
TokenResult VerifyToken(std::string_view token, const KeySet& keys, const TokenRules& rules,
                        std::chrono::sys_seconds now, const std::optional<Sha256Hash>& certificate);

// The part of VerifyToken that may change while a token stays the same: time and certificate.
std::optional<TokenFault> CheckMoment(const VerifiedToken& token, const TokenRules& rules, std::chrono::sys_seconds now,
                                      const std::optional<Sha256Hash>& certificate);

}  // namespace bpol::identity
