#include "gateway/identity/strict_json.h"

#include <set>
#include <string>
#include <vector>

namespace bpol::identity {
namespace {

// Rich authorization requests nest about six deep.
constexpr int kMaxDepth = 16;

}  // namespace

std::variant<nlohmann::json, JsonFault> ParseObject(std::string_view text) {
  using Json = nlohmann::json;
  std::vector<std::set<std::string>> members;  // of the objects that are open
  bool duplicate = false;
  bool too_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > kMaxDepth) too_deep = true;
    if (event == Json::parse_event_t::object_start) members.emplace_back();
    if (event == Json::parse_event_t::object_end) members.pop_back();
    if (event == Json::parse_event_t::key && !members.back().insert(parsed.get<std::string>()).second) duplicate = true;
    return !too_deep;
  };
  Json value = Json::parse(text.begin(), text.end(), watch, /*allow_exceptions=*/false);
  if (too_deep || value.is_discarded() || !value.is_object()) return JsonFault::Malformed;
  if (duplicate) return JsonFault::DuplicateMember;
  return value;
}

}  // namespace bpol::identity
