// What the admin listener answers, before it is HTTP.
#pragma once

#include <string>
#include <string_view>

#include "gateway/http/problem.h"

namespace bpol::admin {

struct Reply {
  int status = 200;
  std::string body;  // JSON, or empty
};

// A problem document; without the detail where there is none.
inline Reply Refuse(int status, std::string_view reason, std::string_view detail) {
  return {status, http::ToJson({.status = status, .detail = std::string(detail), .reason = std::string(reason)})};
}
inline Reply Refuse(const http::Refusal& why) {
  return Refuse(http::StatusOf(why), http::CodeOf(why), http::SeenOf(why));
}

}  // namespace bpol::admin
