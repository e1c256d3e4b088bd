#include "runtime/bind/number_search.h"

#include "runtime/bind/json_parser.h"
#include "runtime/bind/path_trail.h"

namespace bpol::bind {
namespace {

using simdjson::ondemand::json_type;

class Search {
 public:
  // True when found; `trail` then stands there. Anything else that is wrong ends the search: the number was enough.
  bool Find(simdjson::ondemand::value value) {
    json_type type;
    if (value.type().get(type)) return false;
    if (type == json_type::number) return value.get_number().error() == simdjson::NUMBER_ERROR;
    if (depth_ == JsonParser::kMaxDepth) return false;
    ++depth_;
    const bool found = type == json_type::object ? InObject(value) : type == json_type::array && InArray(value);
    --depth_;
    return found;
  }

  PathTrail trail;

 private:
  bool InObject(simdjson::ondemand::value value) {
    simdjson::ondemand::object object;
    if (value.get_object().get(object)) return false;
    for (auto member : object) {
      std::string_view name;
      simdjson::ondemand::value inner;
      if (member.unescaped_key().get(name) || member.value().get(inner)) return false;
      trail.Enter(ShownName(name));
      if (Find(inner)) return true;
      trail.Leave();
    }
    return false;
  }

  bool InArray(simdjson::ondemand::value value) {
    simdjson::ondemand::array array;
    if (value.get_array().get(array)) return false;
    std::size_t index = 0;
    for (auto element : array) {
      simdjson::ondemand::value inner;
      if (element.get(inner)) return false;
      trail.EnterElement(index++);
      if (Find(inner)) return true;
      trail.Leave();
    }
    return false;
  }

  std::size_t depth_ = 0;
};

}  // namespace

std::string_view NumberSearch::PathOfBadNumber(std::string_view text, Arena& arena) {
  padded_.assign(text);
  padded_.append(simdjson::SIMDJSON_PADDING, ' ');
  simdjson::ondemand::document document;
  simdjson::ondemand::value root;
  if (parser_.iterate(padded_.data(), text.size(), padded_.size()).get(document) || document.get_value().get(root))
    return {};
  Search search;
  return search.Find(root) ? search.trail.Text(arena) : std::string_view();
}

}  // namespace bpol::bind
