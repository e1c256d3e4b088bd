#include "runtime/values/pseudonym.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <memory>

namespace bpol::values {
namespace {

constexpr char kSeparator = 0x1f;
constexpr std::size_t kDigestBytes = 32;
constexpr std::size_t kShownBytes = 16;

struct FreeContext {
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

// Looked up once, since a fetch walks the providers; lives as long as the process and is never written to.
EVP_MAC* Hmac() {
  static EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  return hmac;
}

bool Update(EVP_MAC_CTX* context, std::string_view text) {
  return EVP_MAC_update(context, AsBytes(text).data(), text.size()) == 1;
}

}  // namespace

bool Pseudonym(ByteSpan key, std::string_view kind, std::string_view value, std::string& out) noexcept {
  // Without a separator inside it, the kind ends where the first separator stands: two inputs never share a digest.
  if (key.empty() || kind.empty() || kind.find(kSeparator) != std::string_view::npos) return false;
  const std::unique_ptr<EVP_MAC_CTX, FreeContext> context(Hmac() == nullptr ? nullptr : EVP_MAC_CTX_new(Hmac()));
  if (context == nullptr) return false;
  char digest_name[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name, 0),
                                   OSSL_PARAM_construct_end()};
  if (EVP_MAC_init(context.get(), key.data(), key.size(), parameters) != 1) return false;
  if (!Update(context.get(), kind) || !Update(context.get(), {&kSeparator, 1}) || !Update(context.get(), value))
    return false;
  std::uint8_t digest[kDigestBytes];
  std::size_t written = 0;
  if (EVP_MAC_final(context.get(), digest, &written, sizeof digest) != 1 || written != kDigestBytes) return false;
  out += "psn_";
  out += ToHex({digest, kShownBytes});
  return true;
}

}  // namespace bpol::values
