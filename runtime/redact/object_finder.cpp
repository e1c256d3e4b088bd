#include "runtime/redact/object_finder.h"

namespace bpol::redact {
namespace {

// A text that ends in the middle of an escape would be read past its end; the strict scan refuses it later.
bool EscapesAreWhole(std::string_view raw) {
  StringScanner scanner;
  const char* at = raw.data();
  if (scanner.Go(at, raw.data() + raw.size()) != Scan::More) return false;
  constexpr char kQuote = '"';
  const char* quote = &kQuote;
  return scanner.Go(quote, &kQuote + 1) == Scan::Done;
}

}  // namespace

void ObjectFinder::Start(Seek seek, std::string_view tag) {
  seek_ = seek;
  name_ = tag;
  at_ = string_ = 0;
  depth_ = 0;
  in_string_ = backslash_ = escaped_ = value_ = matched_ = tagged_ = false;
  tag_.clear();
}

bool ObjectFinder::Go(std::string_view text) {
  while (at_ < text.size()) {
    if (in_string_) {
      if (!InString(text)) return false;
      if (seek_ == Seek::Tag && tagged_) return true;
    } else if (Structure(text[at_++])) {
      return true;
    }
  }
  return false;
}

// Passes plain text, an escape, or the end of the string. False: the text ended first.
bool ObjectFinder::InString(std::string_view text) {
  if (backslash_) {
    backslash_ = false;
    ++at_;
    return true;
  }
  const char* begin = text.data();
  at_ = static_cast<std::size_t>(FindSpecial(begin + at_, begin + text.size()) - begin);
  if (at_ == text.size()) return false;
  const char c = text[at_++];
  if (c == '\\') backslash_ = escaped_ = true;
  if (c == '"') {
    in_string_ = false;
    if (depth_ == 1 && !name_.empty()) EndString(text.substr(string_, at_ - 1 - string_));
  }
  return true;
}

// True at the end of the object.
bool ObjectFinder::Structure(char c) {
  switch (c) {
    case '"':
      in_string_ = true;
      escaped_ = false;
      string_ = at_;
      return false;
    case '{':
    case '[':
      ++depth_;
      return false;
    case '}':
    case ']':
      return --depth_ == 0;
    case ':':
      if (depth_ == 1) value_ = true;
      return false;
    case ',':
      if (depth_ == 1) value_ = matched_ = false;
      return false;
    default:
      return false;
  }
}

void ObjectFinder::EndString(std::string_view raw) {
  scratch_.clear();
  if (!escaped_) {
    scratch_ = raw;
  } else if (EscapesAreWhole(raw)) {
    AppendUnescaped(raw, scratch_);
  } else {
    return;
  }
  if (!value_) {
    matched_ = scratch_ == name_;
  } else if (matched_ && !tagged_) {
    tagged_ = true;
    tag_ = scratch_;
  }
}

}  // namespace bpol::redact
