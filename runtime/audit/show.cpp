#include "runtime/audit/show.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "runtime/audit/record.h"

namespace bpol::audit {
namespace {

using Json = nlohmann::json;

// Members whose texts are names of the policy, as decision::ToJson writes them.
LongWords LongWordsOf(std::string_view member) {
  const bool named = member == "rule" || member == "reason" || member == "action";
  return named ? LongWords::Keep : LongWords::Cut;
}

std::string Scalar(const Json& value, std::string_view member) {
  if (value.is_string()) return MaskForPeople(value.get_ref<const std::string&>(), LongWordsOf(member));
  return MaskForPeople(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

// {"a":{"b":1},"c":["x","y"]} as `a.b=1 c=[x y]`.
void Flatten(const Json& value, const std::string& name, std::string& out) {
  if (value.is_object() && !value.empty()) {
    for (const auto& [key, member] : value.items())
      Flatten(member, name.empty() ? MaskForPeople(key) : name + "." + MaskForPeople(key), out);
    return;
  }
  out += "  " + name + "=";
  if (!value.is_array()) {
    out += Scalar(value, name.substr(name.rfind('.') + 1));
    return;
  }
  out += "[";
  for (const Json& element : value) {
    if (out.back() != '[') out += " ";
    if (!element.is_structured()) {
      out += Scalar(element, name.substr(name.rfind('.') + 1));
      continue;
    }
    std::string inner;
    Flatten(element, "", inner);
    out += "{" + inner + " }";
  }
  out += "]";
}

}  // namespace

std::string ShowLine(std::string_view line, const ShowRange& range) {
  Sha256 sha256;
  const auto record = ParseRecord(line, sha256);
  if (!record) return "?  not a record (" + std::to_string(line.size()) + " bytes)";
  if (record->seq < range.first || record->seq > range.last) return "";
  std::string out =
      std::to_string(record->seq) + "  " + std::string(record->time) + "  " + std::string(Name(record->kind));
  // What ScanPayload let through may still not be UTF-8.
  const Json payload = Json::parse(record->payload, nullptr, /*allow_exceptions=*/false);
  if (payload.is_discarded()) return out + "  (payload is not UTF-8)";
  Flatten(payload, "", out);
  return out;
}

Status Show(const std::string& path, const ShowRange& range, const std::function<void(std::string_view)>& print) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{"cannot open `" + path + "`: " + std::strerror(errno)};
  std::string line;
  char c = 0;
  std::size_t size = 0;
  const auto flush = [&] {
    const std::string shown =
        size > kMaxLine ? "?  not a record (" + std::to_string(size) + " bytes)" : ShowLine(line, range);
    if (!shown.empty()) print(shown);
    line.clear();
    size = 0;
  };
  while (file.get(c)) {
    if (c == '\n') {
      flush();
      continue;
    }
    if (++size <= kMaxLine) line += c;
  }
  if (file.bad()) return Error{"cannot read `" + path + "`"};
  if (size > 0) flush();
  return {};
}

}  // namespace bpol::audit
