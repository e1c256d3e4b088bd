// Datum: a JSON value that a request or a response is made of, with what is needed to spoil it: repeated members are
// possible, and each value knows the type that it was drawn for.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

struct Datum {
  enum class Kind { Text, Object, List };
  Kind kind = Kind::Text;
  std::string text = "null";  // Text: as it stands in JSON
  std::vector<std::pair<std::string, Datum>> members = {};
  std::vector<Datum> elements = {};
  GivenType type = {};
  bool optional = false;
  bool typed = false;         // drawn for `type`; else part of the envelope
  bool left_out = false;      // not written, where it is a member
  bool money_object = false;  // an amount as an object of two members

  static Datum Of(std::string json, const GivenType& type) {
    return {.text = std::move(json), .type = type, .typed = true};
  }
  static Datum Object() { return {.kind = Kind::Object}; }
  static Datum List() { return {.kind = Kind::List}; }
};

std::string ToJson(const Datum& datum);

}  // namespace bpol::agreement
