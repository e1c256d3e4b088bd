#include "gateway/http/interaction_id.h"

#include <openssl/rand.h>

#include <array>
#include <cstdint>

#include "gateway/http/characters.h"
#include "runtime/base/bytes.h"
#include "runtime/base/check.h"

namespace bpol::http {
namespace {

constexpr std::size_t kTextSize = 36;
constexpr std::size_t kDashes[] = {8, 13, 18, 23};

bool IsUuid(std::string_view text) {
  if (text.size() != kTextSize) return false;
  std::size_t dashes = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash_here = dashes < std::size(kDashes) && kDashes[dashes] == i;
    if (dash_here ? text[i] != '-' : !Is(character::kHex, text[i])) return false;
    dashes += dash_here;
  }
  return true;
}

using UuidBytes = std::array<std::uint8_t, 16>;

// OpenSSL's generator costs about a microsecond a call, so each thread draws for 64 ids at once.
UuidBytes RandomBytes() {
  thread_local std::array<UuidBytes, 64> drawn;
  thread_local std::size_t left = 0;
  if (left == 0) {
    BPOL_CHECK(RAND_bytes(drawn[0].data(), sizeof drawn) == 1, "the system has a source of randomness");
    left = drawn.size();
  }
  return drawn[--left];
}

}  // namespace

std::string NewInteractionId() {
  UuidBytes bytes = RandomBytes();
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  std::string text = ToHex(bytes);
  for (const std::size_t at : kDashes) text.insert(at, 1, '-');
  return text;
}

std::string InteractionIdOf(const FieldList& request_fields) {
  const std::string_view sent = request_fields.FindOnly("x-fapi-interaction-id");
  return IsUuid(sent) ? std::string(sent) : NewInteractionId();
}

}  // namespace bpol::http
