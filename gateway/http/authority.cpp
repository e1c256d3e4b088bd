// Host and the authority of an absolute target (RFC 9112 section 3.2): names, IPv4 and IPv6 addresses, ports.
#include <arpa/inet.h>

#include "gateway/http/characters.h"
#include "gateway/http/target.h"

namespace bpol::http {
namespace {

constexpr std::size_t kMaxHostName = 253;  // RFC 1035 section 2.3.4

bool IsPort(std::string_view text) {
  if (text.empty() || text.size() > 5) return false;
  unsigned port = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    port = port * 10 + static_cast<unsigned>(c - '0');
  }
  return port >= 1 && port <= 65535;
}

bool IsIpv6(std::string_view text) {
  in6_addr address;
  return inet_pton(AF_INET6, std::string(text).c_str(), &address) == 1;
}

// Where the host ends, when it is well-formed.
std::optional<std::size_t> HostSize(std::string_view text) {
  if (!text.empty() && text[0] == '[') {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos || !IsIpv6(text.substr(1, close - 1))) return std::nullopt;
    return close + 1;
  }
  const std::size_t size = std::min(text.find(':'), text.size());
  const bool ok = size > 0 && size <= kMaxHostName && text[0] != '.' && text[0] != '-' &&
                  AllAre(character::kHostName, text.substr(0, size));
  return ok ? std::optional(size) : std::nullopt;
}

}  // namespace

std::optional<std::string> ParseAuthority(std::string_view text) {
  const std::optional<std::size_t> host = HostSize(text);
  if (!host) return std::nullopt;
  if (*host != text.size() && (text[*host] != ':' || !IsPort(text.substr(*host + 1)))) return std::nullopt;
  std::string lower(text);
  for (char& c : lower) c = ToLower(c);
  return lower;
}

std::string_view WithoutPort(std::string_view authority, std::string_view port) {
  return authority.ends_with(port) ? authority.substr(0, authority.size() - port.size()) : authority;
}

}  // namespace bpol::http
