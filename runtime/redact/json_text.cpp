#include <cstring>

#include "runtime/redact/json_scan.h"

namespace bpol::redact {
namespace {

std::uint32_t FourDigits(const char* at) {
  std::uint32_t code = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = at[i];
    const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    code = code << 4 | static_cast<std::uint32_t>(digit);
  }
  return code;
}

void AppendUtf8(std::uint32_t code, std::string& out) {
  const auto push = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return push(code);
  if (code < 0x800) {
    push(0xc0 | code >> 6);
  } else if (code < 0x10000) {
    push(0xe0 | code >> 12);
    push(0x80 | (code >> 6 & 0x3f));
  } else {
    push(0xf0 | code >> 18);
    push(0x80 | (code >> 12 & 0x3f));
    push(0x80 | (code >> 6 & 0x3f));
  }
  push(0x80 | (code & 0x3f));
}

// The character behind a backslash, and how many bytes of `raw` its escape took.
std::size_t AppendEscape(std::string_view raw, std::string& out) {
  constexpr std::string_view kLetters = "bfnrt";
  constexpr std::string_view kMeant = "\b\f\n\r\t";
  if (raw[1] != 'u') {
    const std::size_t letter = kLetters.find(raw[1]);
    out += letter == std::string_view::npos ? raw[1] : kMeant[letter];
    return 2;
  }
  const std::uint32_t code = FourDigits(raw.data() + 2);
  if (code < 0xd800 || code > 0xdbff) {
    AppendUtf8(code, out);
    return 6;
  }
  AppendUtf8(0x10000 + ((code - 0xd800) << 10) + (FourDigits(raw.data() + 8) - 0xdc00), out);
  return 12;
}

}  // namespace

void AppendUnescaped(std::string_view raw, std::string& out) {
  while (!raw.empty()) {
    const std::size_t plain = std::min(raw.find('\\'), raw.size());
    out.append(raw, 0, plain);
    raw.remove_prefix(plain);
    if (!raw.empty()) raw.remove_prefix(AppendEscape(raw, out));
  }
}

void AppendEscaped(std::string_view text, std::string& out) {
  constexpr char kHex[] = "0123456789abcdef";
  const auto plain = [](char c) { return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20; };
  while (!text.empty()) {
    std::size_t run = 0;
    while (run < text.size() && plain(text[run])) ++run;
    out.append(text, 0, run);
    if (run == text.size()) return;
    const char c = text[run];
    out += '\\';
    if (c == '"' || c == '\\') {
      out += c;
    } else {
      out += "u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[c & 0xf];
    }
    text.remove_prefix(run + 1);
  }
}

}  // namespace bpol::redact
