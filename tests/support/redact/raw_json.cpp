#include "tests/support/redact/raw_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace bpol::redact {
namespace {

// Reads text that is known to be valid.
class Reader {
 public:
  explicit Reader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  RawJson Value() {
    Blanks();
    RawJson json;
    const char* begin = at_;
    switch (*at_) {
      case '{':
      case '[':
        Container(json);
        break;
      case '"':
        json.kind = RawJson::Kind::String;
        json.text = Text();
        break;
      default:
        json.kind = *at_ == 't' || *at_ == 'f' ? RawJson::Kind::Bool
                    : *at_ == 'n'              ? RawJson::Kind::Null
                                               : RawJson::Kind::Number;
        while (at_ != end_ && std::string_view(" \t\r\n,]}").find(*at_) == std::string_view::npos) ++at_;
    }
    json.raw = {begin, static_cast<std::size_t>(at_ - begin)};
    return json;
  }

 private:
  void Blanks() {
    while (*at_ == ' ' || *at_ == '\t' || *at_ == '\r' || *at_ == '\n') ++at_;
  }

  std::string Text() {
    const char* begin = at_++;
    while (*at_ != '"') at_ += *at_ == '\\' ? 2 : 1;
    ++at_;
    return nlohmann::json::parse(begin, at_).get<std::string>();
  }

  void Container(RawJson& json) {
    json.kind = *at_ == '{' ? RawJson::Kind::Object : RawJson::Kind::Array;
    for (char c = *at_++;; c = *at_++) {
      Blanks();
      if ((*at_ == '}' || *at_ == ']') && c != ',') break;
      if (json.kind == RawJson::Kind::Object) {
        const char* key = at_ + 1;
        json.names.push_back(Text());
        json.keys.emplace_back(key, static_cast<std::size_t>(at_ - key - 1));
        Blanks();
        ++at_;
      }
      json.children.push_back(Value());
      Blanks();
      if (*at_ != ',') break;
    }
    ++at_;
  }

  const char* at_;
  const char* end_;  // only a number at the root meets it
};

void AppendCanonical(const RawJson& json, std::string& out) {
  switch (json.kind) {
    case RawJson::Kind::Object:
    case RawJson::Kind::Array:
      out += json.raw.front();
      for (std::size_t i = 0; i < json.children.size(); ++i) {
        if (i != 0) out += ',';
        if (json.kind == RawJson::Kind::Object) out += nlohmann::json(json.names[i]).dump() + ':';
        AppendCanonical(json.children[i], out);
      }
      out += json.raw.back();
      return;
    case RawJson::Kind::String:
      out += nlohmann::json(json.text).dump();
      return;
    case RawJson::Kind::Number:
    case RawJson::Kind::Bool:
    case RawJson::Kind::Null:
      out += json.raw;
      return;
  }
}

}  // namespace

std::optional<RawJson> ReadRawJson(std::string_view text) {
  // nlohmann takes a NUL for the end of the text, and passes over a byte order mark.
  if (text.find('\0') != std::string_view::npos || text.starts_with("\xef\xbb\xbf")) return std::nullopt;
  if (!nlohmann::json::accept(text)) return std::nullopt;
  return Reader(text).Value();
}

std::string Canonical(std::string_view text) {
  const std::optional<RawJson> json = ReadRawJson(text);
  if (!json) return "not JSON: " + std::string(text);
  std::string out;
  AppendCanonical(*json, out);
  return out;
}

std::size_t DepthOf(const RawJson& json) {
  if (json.kind != RawJson::Kind::Object && json.kind != RawJson::Kind::Array) return 0;
  std::size_t deepest = 0;
  for (const RawJson& child : json.children) deepest = std::max(deepest, DepthOf(child));
  return deepest + 1;
}

}  // namespace bpol::redact
