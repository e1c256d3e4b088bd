#include "gateway/identity/token.h"

#include <gtest/gtest.h>

#include "tests/support/tokens/test_keys.h"

namespace bpol::identity {
namespace {

using Json = nlohmann::json;
using std::chrono::seconds;
using std::chrono::sys_seconds;

const sys_seconds kNow{seconds(1'795'168'800)};  // 2026-11-20T10:00:00Z
const Sha256Hash kCertificate = Sha256Of(AsBytes("the client's certificate"));
const Sha256Hash kOtherCertificate = Sha256Of(AsBytes("another"));

const TestKey& EcKey() {
  static const TestKey key = MakeEcKey("ec-1");
  return key;
}
const TestKey& RsaKey() {
  static const TestKey key = MakeRsaKey("rsa-1");
  return key;
}
const TestKey& EdKey() {
  static const TestKey key = MakeEd25519Key("ed-1");
  return key;
}
const TestKey& StrangerKey() {
  static const TestKey key = MakeEcKey("ec-1");  // the same name, another key
  return key;
}
const KeySet& Keys() {
  static const KeySet keys = KeySet::Parse(KeySetText({&EcKey(), &RsaKey(), &EdKey()})).value();
  return keys;
}

TokenRules Rules() {
  return {.issuer = "https://as.bank.example", .audience = "https://api.bank.example"};
}
Json Header() {
  return {{"alg", "ES256"}, {"typ", "at+jwt"}, {"kid", "ec-1"}};
}
Json Claims() {
  return {{"iss", "https://as.bank.example"},
          {"aud", "https://api.bank.example"},
          {"sub", "customer-1"},
          {"client_id", "tpp-1"},
          {"jti", "t-1"},
          {"iat", 1'795'168'790},
          {"exp", 1'795'169'100},
          {"scope", "accounts"},
          {"acr", "sca"},
          {"auth_time", 1'795'160'000},
          {"cnf", {{"x5t#S256", ToBase64Url(kCertificate)}}}};
}
std::string GoodToken() {
  return Compact(Header().dump(), Claims().dump(), EcKey());
}

std::string Outcome(const TokenResult& result) {
  if (std::holds_alternative<Token>(result)) return "accepted";
  return std::string(RefusalOf(std::get<TokenFault>(result)).reason);
}
std::string Outcome(std::string_view token, std::optional<Sha256Hash> certificate = kCertificate) {
  return Outcome(VerifyToken(token, Keys(), Rules(), kNow, certificate));
}

TEST(Token, IsAcceptedWithEverythingInIt) {
  const TokenResult result = VerifyToken(GoodToken(), Keys(), Rules(), kNow, kCertificate);
  ASSERT_TRUE(std::holds_alternative<Token>(result)) << Outcome(result);
  const VerifiedToken& token = *std::get<Token>(result);
  EXPECT_EQ(token.subject, "customer-1");
  EXPECT_EQ(token.client_id, "tpp-1");
  EXPECT_EQ(token.token_id, "t-1");
  EXPECT_EQ(token.scope, "accounts");
  EXPECT_EQ(token.acr, "sca");
  EXPECT_EQ(token.auth_time, sys_seconds(seconds(1'795'160'000)));
  EXPECT_EQ(token.expires_at, sys_seconds(seconds(1'795'169'100)));
  EXPECT_EQ(token.certificate, kCertificate);
  EXPECT_EQ(token.claims.at("scope"), R"("accounts")");
}

TEST(Token, IsAcceptedFromEachKindOfKey) {
  EXPECT_EQ(Outcome(GoodToken()), "accepted");
  for (const char* alg : {"EdDSA", "Ed25519"}) {
    const Json header = {{"alg", alg}, {"typ", "at+jwt"}, {"kid", "ed-1"}};
    EXPECT_EQ(Outcome(Compact(header.dump(), Claims().dump(), EdKey(), SignEdDsa)), "accepted") << alg;
  }
  const Json header = {{"alg", "PS256"}, {"typ", "application/AT+JWT"}, {"kid", "rsa-1"}};
  EXPECT_EQ(Outcome(Compact(header.dump(), Claims().dump(), RsaKey(), SignPs256)), "accepted");
}

// A row is the header of a token that is signed with the good key.
TEST(Token, RefusesHeaders) {
  const std::string jwk = EcKey().jwk.dump();
  const std::vector<std::pair<std::string, std::string>> rows = {
      {R"({"alg":"none","typ":"at+jwt","kid":"ec-1"})", "token.alg"},
      {R"({"alg":"None","typ":"at+jwt","kid":"ec-1"})", "token.alg"},
      {R"({"alg":"HS256","typ":"at+jwt","kid":"ec-1"})", "token.alg"},
      {R"({"alg":"RS256","typ":"at+jwt","kid":"rsa-1"})", "token.alg"},
      {R"({"alg":"ES384","typ":"at+jwt","kid":"ec-1"})", "token.alg"},
      {R"({"alg":"PS256","typ":"at+jwt","kid":"ec-1"})", "token.alg"},  // the key is EC
      {R"({"alg":"EdDSA","typ":"at+jwt","kid":"ec-1"})", "token.alg"},
      {R"({"alg":["ES256"],"typ":"at+jwt","kid":"ec-1"})", "token.alg"},
      {R"({"typ":"at+jwt","kid":"ec-1"})", "token.alg"},
      {R"({"alg":"ES256","typ":"JWT","kid":"ec-1"})", "token.typ"},
      {R"({"alg":"ES256","typ":"dpop+jwt","kid":"ec-1"})", "token.typ"},
      {R"({"alg":"ES256","kid":"ec-1"})", "token.typ"},
      {R"({"alg":"ES256","typ":"at+jwt"})", "token.key_unknown"},
      {R"({"alg":"ES256","typ":"at+jwt","kid":"ec-2"})", "token.key_unknown"},
      {R"({"alg":"ES256","typ":"at+jwt","kid":""})", "token.key_unknown"},
      {R"({"alg":"ES256","typ":"at+jwt","kid":7})", "token.key_unknown"},
      {R"({"alg":"ES256","typ":"at+jwt","kid":"ec-1","crit":["exp"]})", "token.crit"},
      {R"({"alg":"ES256","typ":"at+jwt","kid":"ec-1","crit":[]})", "token.crit"},
      {R"({"alg":"ES256","typ":"at+jwt","kid":"ec-1","b64":false,"crit":["b64"]})", "token.crit"},
      {R"({"alg":"ES256","typ":"at+jwt","kid":"ec-1","b64":false})", "token.crit"},
      {R"({"alg":"ES256","typ":"at+jwt","kid":"ec-1","jwk":)" + jwk + "}", "token.embedded_key"},
      {R"({"alg":"ES256","typ":"at+jwt","kid":"ec-1","jku":"https://evil.example"})", "token.embedded_key"},
      {R"({"alg":"ES256","typ":"at+jwt","kid":"ec-1","x5u":"https://evil.example"})", "token.embedded_key"},
      {R"({"alg":"ES256","typ":"at+jwt","kid":"ec-1","x5c":[]})", "token.embedded_key"},
      {R"({"alg":"ES256","alg":"ES256","typ":"at+jwt","kid":"ec-1"})", "token.duplicate_member"},
      {R"({"alg":"ES256","\u0061lg":"none","typ":"at+jwt","kid":"ec-1"})", "token.duplicate_member"},
      {R"(["ES256"])", "token.malformed"},
      {R"({"alg":"ES256")", "token.malformed"},
      {R"({"alg":"ES256"}{})", "token.malformed"},
      {"{\"alg\":\"\xff\"}", "token.malformed"},
      {"", "token.malformed"},
  };
  for (const auto& [header, outcome] : rows)
    EXPECT_EQ(Outcome(Compact(header, Claims().dump(), EcKey())), outcome) << header;
}

// A row merges members into the claims of a good token; null takes one away.
TEST(Token, RefusesClaims) {
  const Json half_hash = ToBase64Url(ByteSpan(kCertificate).first(16));
  const std::vector<std::pair<Json, std::string>> rows = {
      {{{"iss", nullptr}}, "token.claim_missing"},
      {{{"aud", nullptr}}, "token.claim_missing"},
      {{{"sub", nullptr}}, "token.claim_missing"},
      {{{"client_id", nullptr}}, "token.claim_missing"},
      {{{"jti", nullptr}}, "token.claim_missing"},
      {{{"exp", nullptr}}, "token.claim_missing"},
      {{{"iat", nullptr}}, "token.claim_missing"},
      {{{"iss", "https://as.bank.example/"}}, "token.issuer"},
      {{{"iss", "https://AS.bank.example"}}, "token.issuer"},
      {{{"iss", 7}}, "token.claim_misfit"},
      {{{"aud", "https://other.example"}}, "token.audience"},
      {{{"aud", Json::array()}}, "token.audience"},
      {{{"aud", {"https://other.example", "https://third.example"}}}, "token.audience"},
      {{{"aud", {"https://other.example", "https://api.bank.example"}}}, "accepted"},
      {{{"aud", {"https://api.bank.example", 7}}}, "token.claim_misfit"},
      {{{"aud", {{"a", "https://api.bank.example"}}}}, "token.claim_misfit"},
      {{{"sub", ""}}, "token.claim_misfit"},
      {{{"sub", 7}}, "token.claim_misfit"},
      {{{"scope", {"accounts"}}}, "token.claim_misfit"},
      {{{"scope", nullptr}}, "accepted"},
      {{{"exp", 1'795'168'801}}, "accepted"},
      {{{"exp", 1'795'168'800}}, "token.expired"},
      {{{"exp", 0}}, "token.expired"},
      {{{"exp", -1}}, "token.claim_misfit"},
      {{{"exp", "1795169100"}}, "token.claim_misfit"},
      {{{"exp", 1795169100.5}}, "token.claim_misfit"},
      {{{"exp", 18'446'744'073'709'551'615u}}, "token.claim_misfit"},
      {{{"exp", true}}, "token.claim_misfit"},
      {{{"iat", 1'795'168'810}}, "accepted"},  // ten seconds ahead
      {{{"iat", 1'795'168'811}}, "token.issued_in_future"},
      {{{"nbf", 1'795'168'810}}, "accepted"},
      {{{"nbf", 1'795'168'811}}, "token.not_yet_valid"},
      {{{"nbf", "now"}}, "token.claim_misfit"},
      {{{"auth_time", "yesterday"}}, "token.claim_misfit"},
      {{{"cnf", nullptr}}, "token.unbound"},
      {{{"cnf", "x"}}, "token.claim_misfit"},
      {{{"cnf", Json::object()}}, "token.binding_unknown"},
      {{{"cnf", {{"kid", "x"}}}}, "token.binding_unknown"},
      {{{"cnf", {{"jkt", "x"}}}}, "token.dpop_bound"},
      {{{"cnf", {{"jkt", "x"}, {"x5t#S256", ToBase64Url(kCertificate)}}}}, "token.dpop_bound"},
      {{{"cnf", {{"x5t#S256", ToBase64Url(kOtherCertificate)}}}}, "token.certificate_mismatch"},
      {{{"cnf", {{"x5t#S256", ToBase64Url(kCertificate) + "="}}}}, "token.claim_misfit"},
      {{{"cnf", {{"x5t#S256", half_hash}}}}, "token.claim_misfit"},
      {{{"cnf", {{"x5t#S256", std::string(42, 'A') + "B"}}}}, "token.claim_misfit"},  // bits past the last byte
      {{{"cnf", {{"x5t#S256", 7}}}}, "token.claim_misfit"},
  };
  for (const auto& [patch, outcome] : rows) {
    Json claims = Claims();
    for (const auto& [name, value] : patch.items()) {
      claims.erase(name);
      if (!value.is_null()) claims[name] = value;
    }
    EXPECT_EQ(Outcome(Compact(Header().dump(), claims.dump(), EcKey())), outcome) << patch;
  }
}

TEST(Token, RefusesPayloadsThatAreNoPlainObject) {
  const std::string claims = Claims().dump();
  const std::string repeated = claims.substr(0, claims.size() - 1) + R"(,"sub":"someone-else"})";
  const std::string nested = R"({"cnf":{"a":1,"a":2}})";
  const auto signed_with = [](const std::string& payload) { return Compact(Header().dump(), payload, EcKey()); };
  EXPECT_EQ(Outcome(signed_with(repeated)), "token.duplicate_member");
  EXPECT_EQ(Outcome(signed_with(nested)), "token.duplicate_member");
  EXPECT_EQ(Outcome(signed_with("[]")), "token.malformed");
  EXPECT_EQ(Outcome(signed_with("")), "token.malformed");
  EXPECT_EQ(Outcome(signed_with(claims + " x")), "token.malformed");
  EXPECT_EQ(Outcome(signed_with(R"({"exp":1e999})")), "token.malformed");
  EXPECT_EQ(Outcome(signed_with("{\"a\":" + std::string(1000, '[') + std::string(1000, ']') + "}")), "token.malformed");
}

TEST(Token, RefusesSignatures) {
  const std::string header = Header().dump();
  const std::string claims = Claims().dump();
  const std::string good = GoodToken();
  const std::string text = good.substr(0, good.rfind('.'));
  const std::string signature = good.substr(good.rfind('.') + 1);
  const auto with = [&](std::string_view raw) { return text + "." + ToBase64Url(AsBytes(raw)); };

  EXPECT_EQ(Outcome(Compact(header, claims, StrangerKey())), "token.signature");
  EXPECT_EQ(Outcome(Compact(header, claims, EcKey(), SignDer)), "token.signature");
  EXPECT_EQ(Outcome(with("")), "token.signature");
  EXPECT_EQ(Outcome(with(std::string(64, '\0'))), "token.signature");
  EXPECT_EQ(Outcome(with(std::string(64, '\xff'))), "token.signature");
  const auto raw = FromBase64Url(signature).value();
  EXPECT_EQ(Outcome(with(AsText(raw).substr(0, 63))), "token.signature");
  EXPECT_EQ(Outcome(with(std::string(AsText(raw)) + '\0')), "token.signature");
  EXPECT_EQ(Outcome(with('\0' + std::string(AsText(raw)))), "token.signature");
  EXPECT_EQ(Outcome(with(SignHs256(PublicPem(EcKey()), text))), "token.signature");

  // The classic confusion: HS256 with the public key as the secret.
  const std::string hs =
      ToBase64Url(AsBytes(R"({"alg":"HS256","typ":"at+jwt","kid":"ec-1"})")) + "." + ToBase64Url(AsBytes(claims));
  EXPECT_EQ(Outcome(hs + "." + ToBase64Url(AsBytes(SignHs256(PublicPem(EcKey()), hs)))), "token.alg");

  const std::string rsa_header = R"({"alg":"PS256","typ":"at+jwt","kid":"rsa-1"})";
  EXPECT_EQ(Outcome(Compact(rsa_header, claims, RsaKey(), SignRs256)), "token.signature");
}

TEST(Token, RefusesAnyChangedCharacter) {
  const std::string good = GoodToken();
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string changed = good;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    if (changed != good) {
      ASSERT_NE(Outcome(changed), "accepted") << at;
    }
  }
}

TEST(Token, RefusesShapesThatAreNoCompactJws) {
  const std::string good = GoodToken();
  for (const std::string& bad :
       {std::string(), std::string("."), std::string(".."), std::string("a.b"), good + ".x", good + "=", "." + good,
        good.substr(0, good.rfind('.')), std::string("{\"payload\":1}"), good + "\n", std::string("a.b.c.d.e")})
    EXPECT_EQ(Outcome(bad), "token.malformed") << bad;
  EXPECT_EQ(Outcome(std::string(10'000, 'a')), "token.too_large");
}

TEST(Token, HoldsToTheCertificate) {
  EXPECT_EQ(Outcome(GoodToken(), kCertificate), "accepted");
  EXPECT_EQ(Outcome(GoodToken(), kOtherCertificate), "token.certificate_mismatch");
  EXPECT_EQ(Outcome(GoodToken(), std::nullopt), "token.certificate_missing");
  TokenRules rules = Rules();
  rules.binding = Binding::IfPresent;
  EXPECT_EQ(Outcome(VerifyToken(GoodToken(), Keys(), rules, kNow, kOtherCertificate)), "token.certificate_mismatch");
  Json claims = Claims();
  claims.erase("cnf");
  const std::string unbound = Compact(Header().dump(), claims.dump(), EcKey());
  EXPECT_EQ(Outcome(VerifyToken(unbound, Keys(), rules, kNow, std::nullopt)), "accepted");
}

void CheckField(std::vector<std::string_view> fields, std::string_view outcome) {
  const auto result = BearerToken(fields, 100);
  if (const auto* token = std::get_if<std::string_view>(&result)) {
    EXPECT_EQ(*token, outcome);
  } else {
    EXPECT_EQ(RefusalOf(std::get<TokenFault>(result)).reason, outcome);
  }
}

TEST(Authorization, IsOneFieldWithOneToken) {
  const std::string large = "Bearer " + std::string(101, 'a');
  CheckField({"Bearer abc"}, "abc");
  CheckField({"bEARER a-._~+/9="}, "a-._~+/9=");
  CheckField({}, "token.missing");
  CheckField({"Bearer a", "Bearer a"}, "token.repeated");
  CheckField({"Bearer a", "Basic a"}, "token.repeated");
  CheckField({""}, "token.scheme");
  CheckField({"Basic YTpi"}, "token.scheme");
  CheckField({"DPoP abc"}, "token.scheme");
  CheckField({"Bearer"}, "token.field");
  CheckField({"Bearer "}, "token.field");
  CheckField({"Bearer  a"}, "token.field");
  CheckField({"Bearer a "}, "token.field");
  CheckField({"Bearer a, Bearer b"}, "token.field");
  CheckField({"Bearer a\tb"}, "token.field");
  CheckField({large}, "token.too_large");
}

TEST(Authorization, IsNeverInTheQuery) {
  for (const char* bad :
       {"access_token=x", "a=b&access_token=x", "access_token", "%61ccess_token=x", "access%5Ftoken=x"})
    EXPECT_EQ(CheckQuery(bad), TokenFault::InQuery) << bad;
  for (const char* good : {"", "a=access_token", "my_access_token=1", "&&", "%", "%6"})
    EXPECT_FALSE(CheckQuery(good).has_value()) << good;
}

}  // namespace
}  // namespace bpol::identity
