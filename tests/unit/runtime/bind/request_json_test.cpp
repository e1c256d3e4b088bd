#include "runtime/bind/request_json.h"

#include <gtest/gtest.h>

#include "tests/unit/runtime/bind/pay_unit.h"

namespace bpol::bind {
namespace {

const std::string kSubject = R"("subject":{"id":"tpp","roles":["PSP_PI"],"scopes":["b","a","b"]})";
const std::string kContext = R"("context":{"ip":"10.0.0.1","mtls":true})";
const std::string kBody =
    R"("body":{"amount":"EUR 30.00","to":{"scheme":"IBAN","account":"DE89370400440532013000"},"items":[{"count":3}]})";
const std::string kNow = R"("now":"2026-11-20T08:00:00Z")";

std::string Request(const std::vector<std::string>& parts) {
  std::string json = "{";
  for (const std::string& part : parts) json += (json.size() > 1 ? "," : "") + part;
  return json + "}";
}

class DecodeRequestTest : public testing::Test {
 protected:
  // `fault path` of a request that is refused, `` of one that fits.
  std::string FaultOf(const std::string& json) {
    const BoundRequest bound = DecodeRequest(pay.unit, pay.action(), json, arena, parser);
    frame = bound.frame;
    if (!bound.misfit) return "";
    return std::string(values::FaultCode(bound.misfit->fault)) + " " + std::string(bound.misfit->path);
  }
  void CheckAt(const std::string& path, const std::string& expected) {
    ASSERT_NE(frame, nullptr);
    EXPECT_EQ(pay.At(frame, path, arena), expected) << path;
  }
  void CheckSubject(const std::string& subject, const std::string& fault) {
    EXPECT_EQ(FaultOf(Request({kNow, "\"subject\":" + subject, kContext, kBody})), fault) << subject;
  }
  void CheckBody(const std::string& body, const std::string& fault) {
    EXPECT_EQ(FaultOf(Request({kNow, kSubject, kContext, "\"body\":" + body})), fault) << body;
  }
  void CheckExtra(const std::string& extra, const std::string& fault) {
    EXPECT_EQ(FaultOf(Request({kNow, kSubject, kContext, kBody, extra})), fault) << extra;
  }

  PayUnit pay;
  Arena arena;
  JsonParser parser{4096};
  const std::byte* frame = nullptr;
};

TEST_F(DecodeRequestTest, ReadsEveryKindOfValue) {
  EXPECT_EQ(FaultOf(Request({kNow, kSubject, kContext, kBody})), "");
  CheckAt("now", "2026-11-20T08:00:00Z");
  CheckAt("subject.id", "tpp");
  CheckAt("subject.roles", "PSP_PI");
  CheckAt("subject.scopes", "a,b");
  CheckAt("subject.home", "absent");
  CheckAt("context.ip", "10.0.0.1");
  CheckAt("context.mtls", "true");
  CheckAt("body.amount", "EUR 30.00");
  CheckAt("body.to.scheme", "IBAN");
  CheckAt("body.to.account", "DE89370400440532013000");
  CheckAt("body.to.card", "");  // of the other arm
  CheckAt("body.items", "3,");
  CheckAt("resource", "absent");
  CheckAt("consent_id", "absent");
}

TEST_F(DecodeRequestTest, ReadsWhatMayBeAbsent) {
  EXPECT_EQ(FaultOf(Request(
                {kNow, kSubject, R"("context":{"ip":"::1","mtls":false,"at":"2026-01-01T00:00:00Z"})",
                 R"("body":{"amount":"JPY 5","total":{"Currency":"KWD","Amount":"1.250"},)"
                 R"("to":{"scheme":"PAN","card":"4111111111111111","name":"Ann"},"items":[],)"
                 R"("numbers":[3,1,3],"networks":["::/0","10.0.0.0/8","10.0.0.0/8"],"where":"in","valid":"90min"})",
                 R"("keys":{"consent_id":"c1"},"resource":{"scheme":"IBAN","account":"GB33BUKB20201555555555"})"})),
            "");
  CheckAt("context.at", "2026-01-01T00:00:00Z");
  CheckAt("body.total", "KWD 1.250");
  CheckAt("body.to.card", "4111111111111111");
  CheckAt("body.to.account", "");
  CheckAt("body.to.name", "Ann");
  CheckAt("body.numbers", "3,1,3");
  CheckAt("body.networks", "::/0,10.0.0.0/8");
  CheckAt("body.where", "in");
  CheckAt("body.valid", "90min");
  CheckAt("consent_id", "c1");
  CheckAt("resource.account", "GB33BUKB20201555555555");
}

TEST_F(DecodeRequestTest, RefusesWhatDoesNotFitItsType) {
  CheckSubject(R"({"id":7,"roles":[],"scopes":[]})", "input.misfit subject.id");
  CheckSubject(R"({"id":null,"roles":[],"scopes":[]})", "input.misfit subject.id");
  CheckSubject(R"({"roles":[],"scopes":[]})", "input.missing subject.id");
  CheckSubject(R"({"id":"a","roles":["PSP_XX"],"scopes":[]})", "input.unknown_member subject.roles[0]");
  CheckSubject(R"({"id":"a","roles":["PSP_AI","PSP_PI"],"scopes":[]})", "input.too_large subject.roles");
  CheckSubject(R"({"id":"a","roles":["PSP_AI","PSP_AI"],"scopes":[]})", "");
  CheckSubject(R"({"id":"123456789","roles":[],"scopes":[]})", "input.too_large subject.id");
  CheckSubject(R"({"id":"a","roles":[],"scopes":["a","b","c","d"]})", "input.too_large subject.scopes");
  CheckSubject(R"({"id":"e\u0301","roles":[],"scopes":[]})", "input.misfit subject.id");
  CheckSubject(R"({"id":"a","roles":[],"scopes":[],"home":"UK"})", "input.misfit subject.home");
  CheckSubject(R"({"id":"a","roles":[],"scopes":[],"home":null})", "");
  CheckSubject(R"({"id":"a","id":"a","roles":[],"scopes":[]})", "input.duplicate subject.id");
  CheckSubject(R"({"id":"a","roles":[],"scopes":[],"shoe":1})", "input.misfit subject.shoe");
  CheckSubject(R"({"id":"a","roles":[],"scopes":[],"4111111111111111":1})", "input.misfit subject.?");
  CheckSubject(R"([])", "input.misfit subject");
  CheckSubject(R"(null)", "input.misfit subject");
  EXPECT_EQ(FaultOf(Request({kNow, kContext, kBody})), "input.missing subject");
}

TEST_F(DecodeRequestTest, SortsMapsByTheirKeys) {
  const std::string start = R"({"amount":"EUR 1.23","to":{"scheme":"other"},"items":[],"rates":)";
  CheckBody(start + R"({"b":["PSP_PI"],"a":[]}})", "");
  CheckAt("body.rates", "a,,b,PSP_PI");
  CheckBody(start + R"({}})", "");
  CheckAt("body.rates", "");
  CheckBody(start + R"(null})", "");
  CheckAt("body.rates", "absent");
  CheckBody(start + R"({"b":[],"a":[],"b":[]}})", "input.too_large body.rates");
  CheckBody(start + R"({"b":[],"b":[]}})", "input.duplicate body.rates");
  CheckBody(start + R"({"b":null}})", "input.misfit body.rates.b");
  CheckBody(start + R"({"b":["PSP_XX"]}})", "input.unknown_member body.rates.b[0]");
  CheckBody(start + R"({"abcdefghi":[]}})", "input.too_large body.rates.abcdefghi");
  CheckBody(start + R"([]})", "input.misfit body.rates");
}

TEST_F(DecodeRequestTest, ChecksABodyWholly) {
  const std::string to = R"("to":{"scheme":"other","name":"Ann"},)";
  CheckBody(R"({"amount":"EUR 1.234",)" + to + R"("items":[]})", "input.misfit body.amount");
  CheckBody(R"({"amount":"EUR 1.23","to":{"scheme":"SWIFT"},"items":[]})", "");
  CheckBody(R"({"amount":"EUR 1.23","to":{"name":"Ann"},"items":[]})", "input.missing body.to.scheme");
  CheckBody(R"({"amount":"EUR 1.23","to":{"scheme":"IBAN"},"items":[]})", "input.missing body.to.account");
  CheckBody(R"({"amount":"EUR 1.23","to":{"scheme":"IBAN","card":"4111111111111111"},"items":[]})",
            "input.misfit body.to.card");
  CheckBody(R"({"amount":"EUR 1.23","to":{"scheme":"IBAN","account":"DE88370400440532013000"},"items":[]})",
            "input.misfit body.to.account");
  CheckBody(R"({"amount":"EUR 1.23",)" + to + R"("items":[{"count":1},{"count":1.0}]})",
            "input.misfit body.items[1].count");
  CheckBody(R"({"amount":"EUR 1.23",)" + to + R"("items":[{"count":101}]})", "input.misfit body.items[0].count");
  CheckBody(R"({"amount":"EUR 1.23",)" + to + R"("items":[{"count":9223372036854775808}]})",
            "input.misfit body.items[0].count");
  CheckBody(R"({"amount":"EUR 1.23",)" + to + R"("items":[{"count":1,"day":"2026-02-29"}]})",
            "input.misfit body.items[0].day");
  CheckBody(R"({"amount":"EUR 1.23",)" + to + R"("items":[{"count":1},{"count":1},{"count":1}]})",
            "input.too_large body.items");
  CheckBody(R"({"amount":"EUR 1.23",)" + to + R"("items":[],"total":{"Amount":"1","Currency":"EUR","x":1}})",
            "input.misfit body.total.x");
  CheckBody(R"({"amount":"EUR 1.23",)" + to + R"("items":[],"total":{"Amount":"1"}})",
            "input.missing body.total.Currency");
  CheckBody(R"({"amount":"EUR 1.23",)" + to + R"("items":[],"total":{"Amount":"1","Currency":"EUR","Amount":"2"}})",
            "input.duplicate body.total.Amount");
  CheckBody(R"({"amount":"EUR 1.23",)" + to + R"("items":[],"total":"EUR 1.00"})", "input.misfit body.total");
}

TEST_F(DecodeRequestTest, SkipsWhatNothingReads) {
  EXPECT_EQ(FaultOf(Request({kNow, kSubject, R"("context":{"ip":"10.0.0.1","mtls":true,"unused":"x"})", kBody})), "");
  EXPECT_EQ(
      FaultOf(Request({kNow, kSubject, R"("context":{"ip":"10.0.0.1","mtls":true,"unused":1,"unused":1})", kBody})),
      "input.duplicate context.unused");
}

TEST_F(DecodeRequestTest, RefusesWhatIsNoRequest) {
  for (const char* text : {"", " ", "[]", "7", "{", "{\"now\":}", "{} {}", "{\"now\":\"\xff\"}", "nul", "{\"a\":01}"})
    EXPECT_EQ(FaultOf(text).substr(0, 13), "input.misfit ") << text;
  EXPECT_EQ(FaultOf(R"({"noww":1})"), "input.misfit noww");
  EXPECT_EQ(FaultOf(R"({"now":"2026-11-20T08:00:00Z","now":"2026-11-20T08:00:00Z"})"), "input.duplicate now");
  EXPECT_EQ(FaultOf(R"({"subject":{"id":1e999}})"), "input.misfit subject.id");
  EXPECT_EQ(FaultOf(R"({"body":{"items":[{},{"count":123456789012345678901234567890}]}})"),
            "input.misfit body.items[1].count");
  EXPECT_EQ(FaultOf(std::string(33, '[') + std::string(33, ']')), "input.too_large ");
  EXPECT_EQ(FaultOf("\"" + std::string(5000, 'a') + "\""), "input.too_large ");
}

TEST_F(DecodeRequestTest, RefusesAPartThatTheActionHasNot) {
  pay.unit.actions[0].resource = schema::kNone;
  CheckExtra(R"("resource":{"scheme":"other"})", "input.misfit resource");
  CheckExtra(R"("resource":null)", "");
}

TEST_F(DecodeRequestTest, TellsTheFirstDeclaredFieldFirst) {
  EXPECT_EQ(FaultOf(R"({"body":{},"context":{"ip":"x"},"now":"soon"})"), "input.misfit now");
  EXPECT_EQ(FaultOf(R"({"body":{},"context":{"ip":"x"},"now":"2026-11-20T08:00:00Z",)" + kSubject + "}"),
            "input.misfit context.ip");
}

TEST_F(DecodeRequestTest, KnowsThreeStatesOfFactsAndSignals) {
  CheckExtra(R"("facts":{},"signals":{})", "");
  CheckAt("consent", "unavailable");
  CheckAt("limit", "absent");  // declared `else absent`
  CheckAt("used", "unavailable");
  CheckExtra(R"("facts":{"consent":null,"limit":null},"signals":{"used":null})", "");
  CheckAt("consent", "absent");
  CheckAt("limit", "absent");
  CheckAt("used", "absent");
  CheckExtra(R"("facts":{"consent":{"id":"c"},"limit":5},"signals":{"used":7})", "");
  CheckAt("consent.id", "c");
  CheckAt("consent.until", "absent");
  CheckAt("limit", "5");
  CheckAt("used", "7");
  CheckExtra(R"("facts":{"consent":{"id":7},"limit":500},"signals":{"used":"7"})", "");
  CheckAt("consent", "unavailable");
  CheckAt("limit", "absent");
  CheckAt("used", "unavailable");
  CheckExtra(R"("facts":{"moon":1})", "input.misfit facts.moon");
  CheckExtra(R"("facts":{"limit":1,"limit":1})", "input.duplicate facts.limit");
  CheckExtra(R"("facts":[])", "input.misfit facts");
}

TEST_F(DecodeRequestTest, KnowsKeysAndApprovals) {
  CheckExtra(R"("keys":{"consent_id":7})", "input.misfit keys.consent_id");
  CheckExtra(R"("keys":{"account_id":"7"})", "input.misfit keys.account_id");
  CheckExtra(R"("review":{"approved":["m.Risk.high"]})", "");
  CheckAt("approved", "1");
  CheckExtra(R"("review":{"approved":["m.Risk.low"]})", "input.misfit review.approved[0]");
  CheckExtra(R"("review":{"approved":["m.Risk.high","m.Risk.high","m.Risk.high"]})",
             "input.too_large review.approved[2]");
  CheckExtra(R"("review":{"denied":[]})", "input.misfit review.denied");
}

}  // namespace
}  // namespace bpol::bind
