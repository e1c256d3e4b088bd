// Access tokens and key sets. The first byte says how the rest is used: as the Authorization field; as a key set; or as
// header and payload (divided by a line feed), which are then signed with the right key, since behind a wrong signature
// nothing is read.
#include <openssl/evp.h>

#include <string>

#include "gateway/identity/token_verifier.h"
#include "runtime/base/check.h"

namespace bpol::identity {
namespace {

const std::chrono::sys_seconds kNow{std::chrono::seconds(1'795'168'800)};
const Sha256Hash kCertificate{};

TokenRules Rules() {
  return {.issuer = "i", .audience = "a", .binding = Binding::IfPresent};
}

// An Ed25519 key made when the fuzzer starts, and the set that holds it as `k`.
struct Issuer {
  KeyOwner pair{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")};
  std::shared_ptr<const KeySet> keys;

  Issuer() {
    Bytes x(32);
    std::size_t size = x.size();
    EVP_PKEY_get_raw_public_key(pair.get(), x.data(), &size);
    const std::string text = R"({"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k","x":")" + ToBase64Url(x) + "\"}]}";
    keys = std::make_shared<const KeySet>(KeySet::Parse(text).value());
  }

  std::string Sign(std::string_view header, std::string_view payload) const {
    const std::string text = ToBase64Url(AsBytes(header)) + "." + ToBase64Url(AsBytes(payload));
    Bytes signature(64);
    std::size_t size = signature.size();
    const DigestContextOwner context(EVP_MD_CTX_new());
    EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, pair.get());
    EVP_DigestSign(context.get(), signature.data(), &size, AsBytes(text).data(), text.size());
    return text + "." + ToBase64Url(signature);
  }
};

void CheckAccepted(const VerifiedToken& token) {
  BPOL_CHECK(token.claims.at("iss") == "i", "an accepted token is from the issuer");
  BPOL_CHECK(!token.subject.empty() && !token.client_id.empty() && !token.token_id.empty(), "it has its claims");
  BPOL_CHECK(token.expires_at > kNow && token.issued_at <= kNow + Rules().ahead, "it is valid now");
  BPOL_CHECK(!token.certificate || *token.certificate == kCertificate, "it is bound to the certificate it came with");
}

void Verify(const Issuer& issuer, std::string_view field) {
  TokenVerifier verifier(Rules(), issuer.keys, 4);
  const std::string_view fields[] = {field};
  const TokenResult first = verifier.Verify(fields, kNow, kCertificate);
  const TokenResult second = verifier.Verify(fields, kNow, kCertificate);
  BPOL_CHECK(first.index() == second.index(), "a cached answer is the same answer");
  if (const Token* const token = std::get_if<Token>(&first)) CheckAccepted(**token);
}

void Fuzz(std::string_view input) {
  static const Issuer issuer;
  if (input.empty()) return;
  const char use = input.front();
  input.remove_prefix(1);
  if (use == 'k') {
    static_cast<void>(KeySet::Parse(input));
  } else if (use == 's') {
    const std::size_t line = std::min(input.find('\n'), input.size());
    const std::string_view payload = line < input.size() ? input.substr(line + 1) : std::string_view();
    Verify(issuer, "Bearer " + issuer.Sign(input.substr(0, line), payload));
  } else {
    Verify(issuer, input);
    static_cast<void>(CheckQuery(input));
  }
}

}  // namespace
}  // namespace bpol::identity

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  bpol::identity::Fuzz({reinterpret_cast<const char*>(data), size});
  return 0;
}
