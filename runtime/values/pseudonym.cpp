#include "runtime/values/pseudonym.h"

#include "runtime/values/hmac_sha256.h"

namespace bpol::values {
namespace {

constexpr std::string_view kSeparator = "\x1f";
constexpr std::size_t kShownBytes = 16;

}  // namespace

bool Pseudonym(ByteSpan key, std::string_view kind, std::string_view value, TextPlace& out) noexcept {
  // Without a separator inside it, the kind ends where the first separator stands: two inputs never share a digest.
  if (key.empty() || kind.empty() || kind.find(kSeparator) != std::string_view::npos) return false;
  const HmacSha256::Digest digest = HmacSha256(key).Add(kind).Add(kSeparator).Add(value).Finish();
  char digits[2 * kShownBytes];
  WriteHex(ByteSpan(digest).first(kShownBytes), digits);
  out += "psn_";
  out += std::string_view(digits, sizeof digits);
  return true;
}

}  // namespace bpol::values
