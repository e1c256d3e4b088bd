#include "runtime/bind/json_parser.h"

#include <algorithm>

#include "runtime/bind/json_document.h"

namespace bpol::bind {

using values::Fault;

JsonParser::JsonParser(std::size_t max_bytes) : max_bytes_(max_bytes), state_(std::make_unique<State>(max_bytes)) {}
JsonParser::~JsonParser() = default;
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;

JsonDocument ParseJson(JsonParser& parser, std::string_view text, Arena& arena) {
  JsonDocument document;
  if (text.size() > parser.max_bytes()) {
    document.fault = Fault::InputTooLarge;
    return document;
  }
  simdjson::dom::parser& dom = parser.state().parser;
  simdjson::error_code error = simdjson::SUCCESS;
  // The depth is fixed when the buffers are made, so they are made here and not by parse().
  if (dom.capacity() < text.size() || dom.max_depth() != JsonParser::kMaxDepth)
    error = dom.allocate(std::max(text.size(), dom.capacity()), JsonParser::kMaxDepth);
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
