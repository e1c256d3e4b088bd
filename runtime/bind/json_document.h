// The parsed document behind JsonParser; only this folder sees simdjson.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

#include "runtime/bind/json_parser.h"
#include "runtime/values/fault.h"

namespace bpol::bind {

struct JsonParser::State {
  explicit State(std::size_t max_bytes) : parser(max_bytes) {}
  simdjson::dom::parser parser;
};

struct JsonDocument {
  values::Fault fault = values::Fault::None;
  std::string path;             // with a fault: the place, as far as it is known
  simdjson::dom::element root;  // valid until the parser parses again
};
JsonDocument ParseJson(JsonParser& parser, std::string_view text);

}  // namespace bpol::bind
