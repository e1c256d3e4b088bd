// The parsed document behind JsonParser; only this folder sees simdjson.
#pragma once

#include <simdjson.h>

#include <string_view>

#include "runtime/bind/json_parser.h"
#include "runtime/bind/number_search.h"
#include "runtime/bind/number_texts.h"
#include "runtime/values/fault.h"

namespace bpol::bind {

struct JsonParser::State {
  explicit State(std::size_t max_bytes) : parser(max_bytes) {}
  simdjson::dom::parser parser;
  NumberTexts numbers;
  NumberSearch search;
};

// Whether the parser's buffers are made for a text of `size` bytes; makes them.
bool HasRoom(simdjson::dom::parser& parser, std::size_t size);

struct JsonDocument {
  values::Fault fault = values::Fault::None;
  std::string_view path;           // with a fault: the place, as far as it is known, in the arena
  simdjson::dom::element root;     // valid until the parser parses again
  NumberTexts* numbers = nullptr;  // without a fault; likewise, and as long as the text that was parsed
};
JsonDocument ParseJson(JsonParser& parser, std::string_view text, Arena& arena);

}  // namespace bpol::bind
