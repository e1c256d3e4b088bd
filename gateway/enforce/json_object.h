// JsonObject: writes one flat JSON object, member by member. For the payloads of this folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/http/problem.h"

namespace bpol::enforce {

class JsonObject {
 public:
  // Empty texts are left out.
  JsonObject& Text(std::string_view name, std::string_view value) {
    if (value.empty()) return *this;
    Name(name);
    http::AppendJsonString(text_, value);
    return *this;
  }
  JsonObject& Number(std::string_view name, std::int64_t value) {
    Name(name);
    text_ += std::to_string(value);
    return *this;
  }
  // `json` is one JSON value.
  JsonObject& Json(std::string_view name, std::string_view json) {
    Name(name);
    text_ += json;
    return *this;
  }
  std::string End() && {
    text_ += '}';
    return std::move(text_);
  }

 private:
  void Name(std::string_view name) {
    if (text_.size() > 1) text_ += ',';
    http::AppendJsonString(text_, name);
    text_ += ':';
  }
  std::string text_ = "{";
};

}  // namespace bpol::enforce
