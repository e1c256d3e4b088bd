#include "gateway/http/utf8.h"

#include <cstdint>

namespace bpol::http {
namespace {

struct Lead {
  std::size_t size;          // of the whole sequence; 0: not a lead byte
  std::uint8_t lowest_next;  // the second byte's range excludes overlong forms, surrogates and what is beyond U+10FFFF
  std::uint8_t highest_next;
};

Lead Classify(std::uint8_t byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte < 0xc2) return {0, 0, 0};
  if (byte < 0xe0) return {2, 0x80, 0xbf};
  if (byte == 0xe0) return {3, 0xa0, 0xbf};
  if (byte == 0xed) return {3, 0x80, 0x9f};
  if (byte < 0xf0) return {3, 0x80, 0xbf};
  if (byte == 0xf0) return {4, 0x90, 0xbf};
  if (byte < 0xf4) return {4, 0x80, 0xbf};
  if (byte == 0xf4) return {4, 0x80, 0x8f};
  return {0, 0, 0};
}

}  // namespace

std::size_t Utf8SequenceSize(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const Lead lead = Classify(byte(0));
  if (lead.size <= 1) return lead.size;
  if (text.size() < lead.size || byte(1) < lead.lowest_next || byte(1) > lead.highest_next) return 0;
  for (std::size_t i = 2; i < lead.size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  return lead.size;
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = Utf8SequenceSize(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

}  // namespace bpol::http
