#include <algorithm>

#include "gateway/identity/token.h"
#include "runtime/base/bytes.h"

namespace bpol::identity {
namespace {

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool EqualsIgnoringCase(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower, {}, Lower);
}

// b64token, RFC 6750 section 2.1.
bool IsTokenCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~+/=").find(c) != std::string_view::npos;
}

std::string PercentDecoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      if (const auto byte = FromHex(text.substr(i + 1, 2))) {
        decoded += static_cast<char>(byte->front());
        i += 2;
        continue;
      }
    }
    decoded += text[i];
  }
  return decoded;
}

}  // namespace

std::variant<std::string_view, TokenFault> BearerToken(std::span<const std::string_view> authorization_fields,
                                                       std::size_t max_size) {
  if (authorization_fields.empty()) return TokenFault::Missing;
  if (authorization_fields.size() > 1) return TokenFault::Repeated;
  const std::string_view field = authorization_fields.front();
  const std::size_t space = std::min(field.find(' '), field.size());
  if (!EqualsIgnoringCase(field.substr(0, space), "bearer")) return TokenFault::Scheme;
  const std::string_view token = field.substr(std::min(space + 1, field.size()));
  if (token.empty() || !std::ranges::all_of(token, IsTokenCharacter)) return TokenFault::Field;
  if (token.size() > max_size) return TokenFault::TooLarge;
  return token;
}

std::optional<TokenFault> CheckQuery(std::string_view query) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    if (PercentDecoded(pair.substr(0, pair.find('='))) == "access_token") return TokenFault::InQuery;
  }
  return std::nullopt;
}

}  // namespace bpol::identity
