// The outer form of core text: words, quoted strings and lists in parentheses; `;` begins a comment.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace bpol::core {

struct Sexp {
  enum class Kind : std::uint8_t { Word, String, List };
  Kind kind = Kind::List;
  std::string text = {};         // Word, String: its bytes
  std::vector<Sexp> items = {};  // List
  int line = 0;                  // where it was read

  static Sexp Word(std::string_view text) { return {.kind = Kind::Word, .text = std::string(text)}; }
  static Sexp Number(std::int64_t value) { return Word(std::to_string(value)); }
  static Sexp String(std::string_view text) { return {.kind = Kind::String, .text = std::string(text)}; }
  static Sexp List(std::string_view head) { return {.items = {Word(head)}}; }
  Sexp& Add(Sexp item) {
    items.push_back(std::move(item));
    return *this;
  }

  bool IsList(std::string_view head) const {
    return kind == Kind::List && !items.empty() && items[0].kind == Kind::Word && items[0].text == head;
  }
};

// One list per call of lines no longer than need be, indented by two; ends with a line feed.
std::string Print(const Sexp& sexp);

// Exactly one list; lists nest at most 2,000 deep. An error names the line.
Result<Sexp> ParseSexp(std::string_view text);

}  // namespace bpol::core
