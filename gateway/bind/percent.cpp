#include "gateway/bind/percent.h"

namespace bpol::bind {
namespace {

int HexDigit(char c) {
  return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

}  // namespace

std::string_view PercentDecode(std::string_view text, Arena& arena) {
  if (text.find('%') == std::string_view::npos) return text;
  const std::span<char> decoded = arena.AllocateArray<char>(text.size());
  std::size_t size = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      decoded[size++] = static_cast<char>(HexDigit(text[i + 1]) << 4 | HexDigit(text[i + 2]));
      i += 2;
    } else {
      decoded[size++] = text[i];
    }
  }
  return {decoded.data(), size};
}

}  // namespace bpol::bind
