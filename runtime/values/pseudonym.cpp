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

// HMAC-SHA256 without a key, to be copied. Made once, since each look-up of an algorithm walks the providers; lives as
// long as the process and is never written to afterwards. Null where OpenSSL has no such thing.
EVP_MAC_CTX* MakeHmac() {
  EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  if (hmac == nullptr) return nullptr;
  EVP_MAC_CTX* const context = EVP_MAC_CTX_new(hmac);
  EVP_MAC_free(hmac);  // the context holds it
  char digest_name[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name, 0),
                                   OSSL_PARAM_construct_end()};
  if (context != nullptr && EVP_MAC_CTX_set_params(context, parameters) == 1) return context;
  EVP_MAC_CTX_free(context);
  return nullptr;
}

bool Update(EVP_MAC_CTX* context, std::string_view text) {
  return EVP_MAC_update(context, AsBytes(text).data(), text.size()) == 1;
}

}  // namespace

bool Pseudonym(ByteSpan key, std::string_view kind, std::string_view value, std::string& out) noexcept {
  // Without a separator inside it, the kind ends where the first separator stands: two inputs never share a digest.
  if (key.empty() || kind.empty() || kind.find(kSeparator) != std::string_view::npos) return false;
  static EVP_MAC_CTX* const hmac = MakeHmac();
  const std::unique_ptr<EVP_MAC_CTX, FreeContext> context(hmac == nullptr ? nullptr : EVP_MAC_CTX_dup(hmac));
  if (context == nullptr) return false;
  if (EVP_MAC_init(context.get(), key.data(), key.size(), nullptr) != 1) return false;
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
