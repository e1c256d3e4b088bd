// JsonTokens: walks over the tokens of a JSON text (RFC 8259) in their order, without a tree. simdjson's first stage
// finds where they begin, and checks UTF-8 and control characters in strings; what may stand where, and what a number
// is, is checked while walking.
//
// Every function that returns bool returns false where the text is not what was asked for, or is of a kind that only
// the tree reads: with an escape, deep, a number of many digits or with an exponent. False says nothing about the text:
// it is then read again by ParseJson, which alone says what is wrong. INVARIANT: what is walked over to its end without
// a false is a text that ParseJson accepts.
// A copy stands at the same token, so that it can be gone back to. Used by this folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "runtime/base/arena.h"
#include "runtime/bind/json_parser.h"

namespace bpol::bind {

class JsonTokens {
 public:
  // `text` is copied into `arena`, and the views that are given out point there. The parser's buffers are used until
  // the last token.
  bool Open(JsonParser& parser, std::string_view text, Arena& arena);

  // The first byte of the token that comes next; NUL at the end.
  char Next() const { return text_[*at_]; }
  bool AtEnd() const { return at_ == end_; }
  // Takes the token if it is this one.
  bool Take(char token) {
    if (Next() != token) return false;
    ++at_;
    return true;
  }

  // What stands between the quotes.
  bool String(std::string_view* out) {
    if (Next() != '"') return false;
    const char* const begin = text_ + *at_ + 1;
    // Behind the string only blanks come before the next token.
    const char* end = text_ + *++at_ - 1;
    while (end > begin && *end != '"') --end;
    if (end < begin || *end != '"') return false;
    *out = {begin, static_cast<std::size_t>(end - begin)};
    return true;
  }
  bool Null() { return Next() == 'n' && Word() == "null"; }
  bool Bool(bool* out);
  bool Int(std::int64_t* out);
  // As it is written.
  bool Number(std::string_view* out);
  // Any value.
  bool Skip();

  // Calls `visit` with the name of each member, where its value comes next; it takes the value or says false.
  template <typename Visit>
  bool Object(Visit&& visit) {
    if (!Take('{') || ++depth_ > kMostDepth) return false;
    if (Next() != '}') {
      do {
        std::string_view name;
        if (!String(&name) || !Take(':') || !visit(name)) return false;
      } while (Take(','));
    }
    --depth_;
    return Take('}');
  }
  // Calls `visit` where each element comes next; it takes the element or says false.
  template <typename Visit>
  bool Array(Visit&& visit) {
    if (!Take('[') || ++depth_ > kMostDepth) return false;
    if (Next() != ']') {
      do {
        if (!visit()) return false;
      } while (Take(','));
    }
    --depth_;
    return Take(']');
  }
  // How many members or elements the object or array has that comes next; of one that is not well formed, at least as
  // many as a walk meets before it says false.
  std::size_t Count() const;

 private:
  static constexpr std::size_t kMostDepth = JsonParser::kMaxDepth - 8;

  // The bytes of a token that is neither a string nor one of punctuation, without the blanks behind it.
  std::string_view Word();

  const char* text_ = nullptr;         // with a NUL behind it
  const std::uint32_t* at_ = nullptr;  // where tokens begin, in the parser; *end_ is the size of the text
  const std::uint32_t* end_ = nullptr;
  std::size_t depth_ = 0;
};

}  // namespace bpol::bind
