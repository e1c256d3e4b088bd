#include "runtime/bind/json_parser.h"

#include <algorithm>

#include "runtime/bind/json_document.h"

namespace bpol::bind {

using values::Fault;

JsonParser::JsonParser(std::size_t max_bytes, Way way)
    : max_bytes_(max_bytes), way_(way), state_(std::make_unique<State>(max_bytes)) {}
JsonParser::~JsonParser() = default;
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;

bool HasRoom(simdjson::dom::parser& parser, std::size_t size) {
  // The depth is fixed when the buffers are made, so they are made here and not by parse().
  return (parser.capacity() >= size && parser.max_depth() == JsonParser::kMaxDepth) ||
         parser.allocate(std::max(size, parser.capacity()), JsonParser::kMaxDepth) == simdjson::SUCCESS;
}

JsonDocument ParseJson(JsonParser& parser, std::string_view text, Arena& arena) {
  JsonDocument document;
  if (text.size() > parser.max_bytes()) {
    document.fault = Fault::InputTooLarge;
    return document;
  }
  simdjson::dom::parser& dom = parser.state().parser;
  simdjson::error_code error = HasRoom(dom, text.size()) ? simdjson::SUCCESS : simdjson::MEMALLOC;
  if (!error) error = dom.parse(text.data(), text.size(), true).get(document.root);
  if (!error) {
    document.numbers = &parser.state().numbers;
    document.numbers->Begin(dom, text);
    return document;
  }
  const bool large = error == simdjson::CAPACITY || error == simdjson::DEPTH_ERROR || error == simdjson::MEMALLOC;
  document.fault = large ? Fault::InputTooLarge : Fault::InputMisfit;
  if (error == simdjson::NUMBER_ERROR) document.path = parser.state().search.PathOfBadNumber(text, arena);
  return document;
}

}  // namespace bpol::bind
