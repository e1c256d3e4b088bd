#include "runtime/facts/change.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "runtime/facts/fact_store.h"

namespace bpol::facts {
namespace {

bool IsStoreName(std::string_view name) {
  return !name.empty() && name.size() <= kMaxName &&
         std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

// Whether it fits a record is judged by whoever binds it; here it must only be one object.
bool IsJsonObject(std::string_view json) {
  const std::size_t start = json.find_first_not_of(" \t\r\n");
  return start != std::string_view::npos && json[start] == '{' && nlohmann::json::accept(json);
}

}  // namespace

Status CheckChange(const Change& change) {
  if (!IsStoreName(change.store)) return Error{"a store's name has up to 64 of the characters a-z, 0-9 and `_`"};
  if (change.key.empty() || change.key.size() > kMaxKey || change.key.find('\0') != std::string::npos)
    return Error{"a key has 1 to 256 bytes, none of them zero"};
  if (change.json == nullptr) return {};
  if (change.json->size() > kMaxJson) return Error{"a fact has at most 65536 bytes"};
  if (!IsJsonObject(*change.json)) return Error{"a fact is one JSON object"};
  return {};
}

}  // namespace bpol::facts
