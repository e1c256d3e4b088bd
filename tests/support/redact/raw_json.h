// RawJson: a JSON text as a tree that keeps every token as it was written. For tests only: it holds the whole text, and
// leaves the question what is JSON to nlohmann.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bpol::redact {

struct RawJson {
  enum class Kind { Object, Array, String, Number, Bool, Null } kind = Kind::Null;
  std::string_view raw;                // the token or container, in the text
  std::string text;                    // String: unescaped
  std::vector<std::string_view> keys;  // Object: names as written, between their quotes
  std::vector<std::string> names;      // Object: unescaped
  std::vector<RawJson> children;       // Object, Array
};

// The tree, pointing into `text`; nothing if it is not strict JSON.
std::optional<RawJson> ReadRawJson(std::string_view text);

// A form that two texts share exactly when they are the same JSON with the same number tokens and order of members.
std::string Canonical(std::string_view text);

// Containers around the innermost value.
std::size_t DepthOf(const RawJson& json);

}  // namespace bpol::redact
