// JSON from strangers: one object, no member twice (a parser that takes the first and one that takes the last would
// decide on different tokens), valid UTF-8, bounded depth.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>
#include <variant>

namespace bpol::identity {

enum class JsonFault : std::uint8_t { Malformed, DuplicateMember };

std::variant<nlohmann::json, JsonFault> ParseObject(std::string_view text);

}  // namespace bpol::identity
