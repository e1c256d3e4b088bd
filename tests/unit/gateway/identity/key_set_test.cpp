#include "gateway/identity/key_set.h"

#include <gtest/gtest.h>

#include "tests/support/tokens/test_keys.h"

namespace bpol::identity {
namespace {

using Json = nlohmann::json;

TEST(KeySet, HoldsTheKeysItUnderstands) {
  const TestKey ec = MakeEcKey("a");
  const TestKey rsa = MakeRsaKey("a");  // the same kid for another algorithm is allowed
  const TestKey ed = MakeEd25519Key("b");
  Json set = Json::parse(KeySetText({&ec, &rsa, &ed}));
  set["keys"].push_back({{"kty", "EC"}, {"crv", "P-521"}, {"kid", "c"}});
  set["keys"].push_back({{"kty", "AKP"}, {"kid", "d"}});
  Json for_encryption = ec.jwk;
  for_encryption["use"] = "enc";
  set["keys"].push_back(for_encryption);
  const auto keys = KeySet::Parse(set.dump());
  ASSERT_TRUE(keys.ok()) << keys.error().message;
  EXPECT_EQ(keys->size(), 3u);
  EXPECT_NE(keys->Find("a", Algorithm::Es256), nullptr);
  EXPECT_NE(keys->Find("a", Algorithm::Ps256), nullptr);
  EXPECT_EQ(keys->Find("b", Algorithm::Es256), nullptr);
  EXPECT_FALSE(keys->HasKid("c"));
  EXPECT_NE(keys->fingerprint(), KeySet::Parse(KeySetText({&ec}))->fingerprint());
}

void CheckRefused(const Json& jwk, std::string_view why) {
  const auto keys = KeySet::Parse(Json{{"keys", {jwk}}}.dump());
  ASSERT_FALSE(keys.ok()) << jwk;
  EXPECT_NE(keys.error().message.find(why), std::string::npos) << keys.error().message;
}

Json With(Json jwk, const char* name, const Json& value) {
  jwk.erase(name);
  if (!value.is_null()) jwk[name] = value;
  return jwk;
}

TEST(KeySet, RefusesKeysThatAreWeakPrivateOrWrong) {
  const Json ec = MakeEcKey("a").jwk;
  const Json ed = MakeEd25519Key("a").jwk;
  const Json rsa = MakeRsaKey("a").jwk;
  const std::string zero = ToBase64Url(Bytes(32));
  CheckRefused(With(ec, "d", "AA"), "private or symmetric");
  CheckRefused({{"kty", "oct"}, {"k", "AA"}, {"kid", "a"}}, "private or symmetric");
  CheckRefused(With(ec, "kid", nullptr), "no `kid`");
  CheckRefused(With(ec, "kid", 7), "no `kid`");
  CheckRefused(With(ec, "alg", "ES384"), "`alg`");
  CheckRefused(With(rsa, "alg", "RS256"), "`alg`");
  CheckRefused(With(ec, "x", nullptr), "no valid public key");
  CheckRefused(With(ec, "x", "AA"), "no valid public key");
  CheckRefused(With(ec, "x", "!!"), "no valid public key");
  CheckRefused(With(With(ec, "x", zero), "y", zero), "no valid public key");
  CheckRefused(With(ec, "y", ec.at("x")), "no valid public key");  // not on the curve
  CheckRefused(With(ed, "x", "AA"), "no valid public key");
  CheckRefused(MakeRsaKey("a", 1024).jwk, "too weak");
  CheckRefused(With(rsa, "e", "AA"), "no valid public key");
  CheckRefused(With(rsa, "n", ToBase64Url(Bytes(2048, 0xff))), "no valid public key");
  CheckRefused({{"kty", "AKP"}, {"kid", "a"}}, "no key for ES256");
  CheckRefused("text", "not a JSON object");
}

TEST(KeySet, RefusesTextThatIsNoKeySet) {
  const std::string ec = MakeEcKey("a").jwk.dump();
  for (const std::string& bad : {std::string(), std::string("{}"), std::string("[]"), std::string(R"({"keys":{}})"),
                                 std::string(R"({"keys":[]})"), R"({"keys":[)" + ec + "," + ec + "]}",
                                 R"({"keys":[)" + ec + R"(],"keys":[]})", std::string("{\"keys\":[") + ec})
    EXPECT_FALSE(KeySet::Parse(bad).ok()) << bad;
  const auto missing = KeySet::Load("/nonexistent/keys.json");
  ASSERT_FALSE(missing.ok());
  EXPECT_NE(missing.error().message.find("/nonexistent/keys.json"), std::string::npos);
}

// RFC 8037 appendix A.4, made by somebody else.
TEST(Signature, VerifiesTheVectorOfRfc8037) {
  const auto keys = KeySet::Parse(
      R"({"keys":[{"kty":"OKP","crv":"Ed25519","kid":"v","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]})");
  ASSERT_TRUE(keys.ok());
  const Bytes signature =
      FromBase64Url("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg").value();
  const std::string_view text = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
  EXPECT_TRUE(VerifySignature(*keys->Find("v", Algorithm::EdDsa), text, signature));
  EXPECT_FALSE(VerifySignature(*keys->Find("v", Algorithm::EdDsa), "x", signature));
}

// RFC 7515 appendix A.3, made by somebody else.
TEST(Signature, VerifiesTheVectorOfRfc7515) {
  const auto keys =
      KeySet::Parse(R"({"keys":[{"kty":"EC","crv":"P-256","kid":"v","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                    R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})");
  ASSERT_TRUE(keys.ok()) << keys.error().message;
  const Bytes signature =
      FromBase64Url("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q").value();
  const std::string_view text =
      "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnV"
      "lfQ";
  EXPECT_TRUE(VerifySignature(*keys->Find("v", Algorithm::Es256), text, signature));
  EXPECT_FALSE(VerifySignature(*keys->Find("v", Algorithm::Es256), "x", signature));
}

}  // namespace
}  // namespace bpol::identity
