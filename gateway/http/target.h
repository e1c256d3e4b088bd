// The request target: strict rules for paths, and the one canonical spelling that is decided on and forwarded.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/http/refusal.h"

namespace bpol::http {

struct Target {
  std::string origin_form{};  // canonical path, then `?query` if there was a `?`
  std::size_t path_size = 0;
  // Only of a target in absolute form: lower case, without the scheme's default port (":443").
  std::string authority{};
  std::string_view default_port{};
};

// `raw` is the target of a request line that the scan accepted.
std::variant<Target, Refusal> ParseTarget(std::string_view raw);

// One segment or query value, decoded. Nothing on a malformed encoding. `+` is not a space.
std::optional<std::string> PercentDecode(std::string_view text);

// host or host:port in lower case; nothing when it is ill-formed. Names have letters, digits, `-`, `.`, `_` only.
std::optional<std::string> ParseAuthority(std::string_view text);

// `authority` without `port` (":443") at its end, if that is there.
std::string_view WithoutPort(std::string_view authority, std::string_view port);

}  // namespace bpol::http
