// NumberTexts: the text of a number in a parsed document, for values that are exact where simdjson's are binary.
// The parser notes where every number begins, but its elements do not know; so numbers are counted off once, in the
// order of the document, when the first text is asked for. A document without exact values pays nothing.
// Used by this folder. One a parser, not thread-safe; after warming up it allocates nothing.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <string_view>
#include <vector>

namespace bpol::bind {

class NumberTexts {
 public:
  // `text` is what `parser` parsed last, without an error; both outlive the questions.
  void Begin(const simdjson::dom::parser& parser, std::string_view text);

  // Of an element of that document which is a number: as it is written.
  std::string_view TextOf(simdjson::dom::element element);

 private:
  void Count();

  struct Number {
    std::size_t tape;      // its place on the parser's tape
    std::uint32_t offset;  // in the text
  };
  const simdjson::dom::parser* parser_ = nullptr;
  std::string_view text_;
  bool counted_ = false;
  std::vector<Number> numbers_;  // in the order of the document, which is that of both places
};

}  // namespace bpol::bind
