#include "runtime/base/json_text.h"

namespace bpol {

JsonText& JsonText::Open(char bracket) {
  Separate();
  out_ += bracket;
  return *this;
}

JsonText& JsonText::Close(char bracket) {
  out_ += bracket;
  return *this;
}

JsonText& JsonText::Key(std::string_view name) {
  Separate();
  Quote(name);
  out_ += ':';
  return *this;
}

JsonText& JsonText::Text(std::string_view text) {
  Separate();
  Quote(text);
  return *this;
}

JsonText& JsonText::Int(std::int64_t number) {
  Separate();
  out_ += std::to_string(number);
  return *this;
}

JsonText& JsonText::Unsigned(std::uint64_t number) {
  Separate();
  out_ += std::to_string(number);
  return *this;
}

JsonText& JsonText::Bool(bool value) {
  Separate();
  out_ += value ? "true" : "false";
  return *this;
}

// A comma stands between two values, and between a value and the next key.
void JsonText::Separate() {
  if (out_.empty()) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':') out_ += ',';
}

void JsonText::Quote(std::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  out_ += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_ += "\\u00";
      out_ += kDigits[c >> 4];
      out_ += kDigits[c & 15];
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

}  // namespace bpol
