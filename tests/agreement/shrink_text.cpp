// The ways to make a policy or a JSON text smaller. Nothing here knows the language: what does not compile any more is
// simply no smaller case.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>

#include "tests/agreement/shrink.h"

namespace bpol::agreement {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    lines.push_back(text.substr(at, end - at));
    at = end;
  }
  return lines;
}

std::size_t IndentOf(const std::string& line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

std::string Without(const std::vector<std::string>& lines, std::size_t first, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (i < first || i >= first + count) text += lines[i];
  return text;
}

// A line with all that is indented below it, and the bracket that closes it.
std::size_t ExtentOf(const std::vector<std::string>& lines, std::size_t first) {
  const std::size_t indent = IndentOf(lines[first]);
  std::size_t end = first + 1;
  while (end < lines.size() && IndentOf(lines[end]) > indent) ++end;
  const bool closes =
      end < lines.size() && IndentOf(lines[end]) == indent && (lines[end][indent] == '}' || lines[end][indent] == ']');
  return end - first + (closes ? 1 : 0);
}

// The place behind the bracket that closes the one at `open`; npos where none does. Texts are skipped.
std::size_t Closing(std::string_view text, std::size_t open) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = open; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted) continue;
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0) return i + 1;
  }
  return std::string_view::npos;
}

// What may stand in the place of `group`, which has its brackets: what stands directly inside in brackets, what is left
// and right of a word between blanks, a constant.
std::vector<std::string> PartsOf(const std::string& group) {
  std::vector<std::string> parts{"true", "false", "1"};
  const std::string inside = group.substr(1, group.size() - 2);
  std::size_t left_end = 0;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] == '(') {
      const std::size_t end = Closing(inside, i);
      if (end == std::string::npos) break;
      parts.push_back(inside.substr(i, end - i));
      i = end - 1;
    } else if (inside[i] == ' ') {
      if (left_end == 0) parts.push_back(inside.substr(0, i));
      left_end = i;
      parts.push_back(inside.substr(i + 1));
    }
  }
  return parts;
}

void AddExpressions(const std::string& text, std::vector<std::string>& smaller) {
  for (std::size_t open = text.find('('); open != std::string::npos; open = text.find('(', open + 1)) {
    const std::size_t end = Closing(text, open);
    if (end == std::string::npos) continue;
    for (const std::string& part : PartsOf(text.substr(open, end - open)))
      if (part.size() < end - open) smaller.push_back(text.substr(0, open) + part + text.substr(end));
  }
}

// Nothing where it is no JSON, or would be written with one member where two of one name stand.
std::optional<Json> ReadAsWritten(const std::string& text) {
  std::vector<std::set<std::string>> open;  // the names in each object that is being read
  bool twice = false;
  const auto see = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::key) twice |= !open.back().insert(parsed.get<std::string>()).second;
    if (event == Json::parse_event_t::object_end) open.pop_back();
    return true;
  };
  Json whole = Json::parse(text, see, /*allow_exceptions=*/false);
  if (twice || whole.is_discarded()) return std::nullopt;
  return whole;
}

// Every value below, once without it.
void AddRemovals(const Json& whole, const Json::json_pointer& at, std::vector<std::string>& smaller) {
  const Json& here = whole[at];
  for (const auto& [key, value] : here.items()) {
    const Json::json_pointer below = here.is_array() ? at / std::stoul(key) : at / key;
    Json made = whole;
    if (here.is_array()) {
      made[at].erase(std::stoul(key));
    } else {
      made[at].erase(key);
    }
    smaller.push_back(made.dump());
    if (value.is_structured()) AddRemovals(whole, below, smaller);
  }
}

}  // namespace

std::vector<std::string> SmallerPolicies(const std::string& text) {
  std::vector<std::string> smaller;
  const std::vector<std::string> lines = LinesOf(text);
  for (std::size_t i = lines.size(); i-- > 0;) {
    const std::size_t extent = ExtentOf(lines, i);
    smaller.push_back(Without(lines, i, extent));
    if (extent > 1) smaller.push_back(Without(lines, i, 1));
  }
  AddExpressions(text, smaller);
  return smaller;
}

// A text that is no JSON, or names a member twice, only gets shorter at its end.
std::vector<std::string> SmallerJson(const std::string& json) {
  std::vector<std::string> smaller;
  const std::optional<Json> whole = ReadAsWritten(json);
  if (!whole || !whole->is_structured()) {
    for (std::size_t size = 0; size < json.size(); size = size * 2 + 1) smaller.push_back(json.substr(0, size));
    return smaller;
  }
  AddRemovals(*whole, Json::json_pointer(), smaller);
  return smaller;
}

}  // namespace bpol::agreement
