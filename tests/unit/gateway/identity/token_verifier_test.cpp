#include "gateway/identity/token_verifier.h"

#include <gtest/gtest.h>

#include "tests/support/tokens/test_keys.h"

namespace bpol::identity {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

const sys_seconds kNow{seconds(1'795'168'800)};
const Sha256Hash kCertificate = Sha256Of(AsBytes("the client's certificate"));

class Cache : public ::testing::Test {
 protected:
  std::string Field(int serial, int lifetime = 300) {
    const nlohmann::json claims = {{"iss", "i"},
                                   {"aud", "a"},
                                   {"sub", "s"},
                                   {"client_id", "c"},
                                   {"jti", std::to_string(serial)},
                                   {"iat", kNow.time_since_epoch().count()},
                                   {"exp", kNow.time_since_epoch().count() + lifetime},
                                   {"cnf", {{"x5t#S256", ToBase64Url(kCertificate)}}}};
    return "Bearer " + Compact(R"({"alg":"ES256","typ":"at+jwt","kid":"k"})", claims.dump(), key);
  }
  std::string Verify(const std::string& field, int later = 0, Sha256Hash certificate = kCertificate) {
    const std::string_view fields[] = {field};
    const TokenResult result = verifier.Verify(fields, kNow + seconds(later), certificate);
    if (const Token* token = std::get_if<Token>(&result)) return (*token)->token_id;
    return std::string(RefusalOf(std::get<TokenFault>(result)).reason);
  }

  TestKey key = MakeEcKey("k");
  std::shared_ptr<const KeySet> keys = std::make_shared<KeySet>(KeySet::Parse(KeySetText({&key})).value());
  TokenVerifier verifier{{.issuer = "i", .audience = "a"}, keys, 2};
};

TEST_F(Cache, HitsTheSecondTime) {
  const std::string field = Field(1);
  EXPECT_EQ(Verify(field), "1");
  EXPECT_EQ(Verify(field), "1");
  EXPECT_EQ(verifier.hits(), 1u);
  EXPECT_EQ(verifier.misses(), 1u);
}

TEST_F(Cache, NeverOutlivesTheToken) {
  const std::string field = Field(1, 10);
  EXPECT_EQ(Verify(field, 9), "1");
  EXPECT_EQ(Verify(field, 10), "token.expired");
  EXPECT_EQ(verifier.size(), 0u);
}

TEST_F(Cache, ChecksTheCertificateEachTime) {
  const std::string field = Field(1);
  EXPECT_EQ(Verify(field), "1");
  EXPECT_EQ(Verify(field, 0, Sha256Of(AsBytes("another"))), "token.certificate_mismatch");
  EXPECT_EQ(Verify(field), "1");
}

TEST_F(Cache, ForgetsWhenTheKeysChange) {
  const std::string field = Field(1);
  EXPECT_EQ(Verify(field), "1");
  verifier.UseKeys(std::make_shared<KeySet>(KeySet::Parse(KeySetText({&key})).value()));
  EXPECT_EQ(verifier.size(), 1u);  // the same set, read again
  const TestKey other = MakeEcKey("k");
  verifier.UseKeys(std::make_shared<KeySet>(KeySet::Parse(KeySetText({&other})).value()));
  EXPECT_EQ(verifier.size(), 0u);
  EXPECT_EQ(Verify(field), "token.signature");
}

TEST_F(Cache, ForgetsWhatWasUsedLeastRecently) {
  const std::string first = Field(1), second = Field(2), third = Field(3);
  Verify(first);
  Verify(second);
  Verify(first);
  Verify(third);
  EXPECT_EQ(verifier.size(), 2u);
  Verify(first);
  EXPECT_EQ(verifier.hits(), 2u);
  Verify(second);
  EXPECT_EQ(verifier.hits(), 2u);
}

TEST_F(Cache, RemembersNothingBad) {
  std::string field = Field(1);
  field += "x";
  EXPECT_EQ(Verify(field).substr(0, 6), "token.");
  EXPECT_EQ(verifier.size(), 0u);
  EXPECT_EQ(Verify("Basic x"), "token.scheme");
}

}  // namespace
}  // namespace bpol::identity
