#include "runtime/bind/replace_member.h"

#include <simdjson.h>

namespace bpol::bind {
namespace {

namespace ondemand = simdjson::ondemand;

// The text's token in `padded`, from quote to quote; empty where there is none or more than one.
std::string_view FindText(ondemand::object& object, std::string_view member) {
  std::string_view found;
  for (auto each : object) {
    ondemand::field field;
    std::string_view name;
    if (std::move(each).get(field) != simdjson::SUCCESS || field.unescaped_key().get(name) != simdjson::SUCCESS)
      return {};
    if (name != member) continue;
    if (!found.empty()) return {};
    found = field.value().raw_json_token();
    found = found.substr(0, found.find_last_not_of(" \t\r\n") + 1);
  }
  return found.size() >= 2 && found.front() == '"' ? found : std::string_view();
}

}  // namespace

std::optional<std::string> ReplaceMember(std::string_view json, std::string_view member, std::string_view literal) {
  const simdjson::padded_string padded(json);
  ondemand::parser parser;
  ondemand::document document;
  ondemand::object object;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS ||
      document.get_object().get(object) != simdjson::SUCCESS)
    return std::nullopt;
  const std::string_view found = FindText(object, member);
  if (found.empty()) return std::nullopt;
  std::string replaced(json);
  replaced.replace(static_cast<std::size_t>(found.data() - padded.data()), found.size(), literal);
  return replaced;
}

}  // namespace bpol::bind
