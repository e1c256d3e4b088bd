// What is read straight from the text is what the tree gives, and what the tree refuses is refused.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <random>

#include "runtime/bind/json_tokens.h"
#include "runtime/bind/source_field.h"
#include "runtime/bind/straight_request.h"
#include "tests/unit/runtime/bind/both_ways.h"

namespace bpol::bind {
namespace {

const std::string kWhole =
    R"({"now":"2026-11-20T08:00:00Z","subject":{"id":"tpp","roles":["PSP_PI"],"scopes":["b","a","b"],"home":null},)"
    R"("resource":{"name":"Ann","scheme":"IBAN","account":"GB33BUKB20201555555555"},)"
    R"("context":{"ip":"10.0.0.1","mtls":true,"unused":[1.5,{"a":null,"b":"c"}]},)"
    R"("body":{"amount":"JPY 5","total":{"Currency":"KWD","Amount":"1.250"},"to":{"scheme":"PAN",)"
    R"("card":"4111111111111111"},"items":[{"count":3},{"count":0,"day":"2026-01-01"}],"numbers":[3,-1,3],)"
    R"("networks":["::/0","10.0.0.0/8"],"where":"in","valid":"90min","rates":{"b":["PSP_PI"],"a":[]},"weight":-12.50},)"
    R"("keys":{"consent_id":"c1"},"facts":{"consent":{"id":"c","until":null},"limit":7},"signals":{"used":3},)"
    R"("review":{"approved":["m.Risk.high"]}})";

// Whether a request is read without a tree.
bool IsStraight(const std::string& text) {
  const PayUnit pay;
  Arena arena;
  JsonParser parser(64u << 10);
  JsonTokens tokens;
  return tokens.Open(parser, text, arena) &&
         DecodeStraight(pay.unit, pay.action(), tokens, arena, NewFrame(pay.unit, pay.action(), arena));
}

TEST(Straight, NeedsNoTreeForWhatFits) {
  EXPECT_TRUE(IsStraight(kWhole));
  EXPECT_TRUE(BothWays().SameRequest(kWhole));
  const std::string blanks =
      " {\n\"now\" : \"2026-11-20T08:00:00Z\" ,\t\"subject\":{ \"id\" :\"tpp\" , \"roles\":[ ], "
      "\"scopes\":[ \"a\" ]\r\n},\"context\":{\"ip\":\"::1\",\"mtls\": false },\"body\":{"
      "\"amount\":\"JPY 5\",\"to\":{\"scheme\":\"\"},\"items\":[\n]} , \"facts\" : null } \n";
  EXPECT_TRUE(IsStraight(blanks));
  EXPECT_TRUE(BothWays().SameRequest(blanks));
}

TEST(Straight, LeavesTheRestToTheTree) {
  EXPECT_FALSE(IsStraight(""));
  EXPECT_FALSE(IsStraight(kWhole + "7"));
  EXPECT_FALSE(IsStraight(kWhole.substr(0, kWhole.size() - 1)));
  for (const auto& [from, to] : std::initializer_list<std::pair<std::string, std::string>>{{"\"tpp\"", "\"t\\u0070p\""},
                                                                                           {"7}", "7e0}"},
                                                                                           {"-12.50", "-12.5e1"},
                                                                                           {"-12.50", "01"},
                                                                                           {"-12.50", "-"},
                                                                                           {"-12.50", "1."},
                                                                                           {"-12.50", "nan"},
                                                                                           {"true", "truer"},
                                                                                           {"true", "\"true\""},
                                                                                           {"null", "nul"},
                                                                                           {"\"tpp\"", "\"tpp\"\"x\""},
                                                                                           {"\"tpp\"", "\"tpp\"x"},
                                                                                           {"\"tpp\"", "x\"tpp\""},
                                                                                           {"\"tpp\"", "\xff"},
                                                                                           {"[3,-1,3]", "[3,-1,3,]"},
                                                                                           {"[3,-1,3]", "[3 -1,3]"},
                                                                                           {"[3,-1,3]", "[3,-1,3}"},
                                                                                           {"\"id\":", "\"id\""},
                                                                                           {",\"home\"", ",,\"home\""},
                                                                                           {"\"day\"", "\"count\""}}) {
    std::string text = kWhole;
    ASSERT_NE(text.find(from), std::string::npos) << from;
    text.replace(text.find(from), from.size(), to);
    EXPECT_FALSE(IsStraight(text)) << text;
    EXPECT_TRUE(BothWays().SameRequest(text)) << text;
  }
}

// A request that differs in a few bytes, or in pieces of itself that stand elsewhere.
std::string Spoiled(std::string text, std::mt19937& random) {
  static constexpr std::string_view kBytes = "{}[],:\"\\ 01-.eEntf\n\x80\x0c";
  const auto below = [&](std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random); };
  for (std::size_t i = below(3) + 1; i > 0 && !text.empty(); --i) {
    const std::size_t at = below(text.size());
    switch (below(4)) {
      case 0:
        text[at] = kBytes[below(kBytes.size())];
        break;
      case 1:
        text.erase(at, below(4) + 1);
        break;
      case 2:
        text.insert(at, 1, kBytes[below(kBytes.size())]);
        break;
      default:
        text.insert(at, text.substr(below(text.size()), below(30)));
    }
  }
  return text;
}

void CheckSpoiled(int count) {
  BothWays ways;
  std::mt19937 random(2026);
  const std::size_t body = kWhole.find("\"body\":") + 7;
  const std::string payment = kWhole.substr(body, kWhole.find(",\"keys\"") - body);
  for (int i = 0; i < count; ++i) {
    const std::string text = Spoiled(kWhole, random);
    ASSERT_TRUE(ways.SameRequest(text)) << text;
    const std::string value = Spoiled(payment, random);
    ASSERT_TRUE(ways.SameValue("body", value)) << value;
    ASSERT_TRUE(ways.SameObject("Payment", value)) << value;
    const std::string fact = Spoiled(R"({"id":"c","until":"2026-01-01T00:00:00Z"})", random);
    ASSERT_TRUE(ways.SameFact(fact)) << fact;
  }
}

TEST(Straight, SaysWhatTheTreeSays) {
  CheckSpoiled(20'000);
}

// The first stage is another for each kind of processor; a processor has all that are older.
TEST(Straight, SaysItWithEveryFirstStage) {
  const simdjson::implementation* const usual = simdjson::get_active_implementation();
  for (const simdjson::implementation* each : simdjson::get_available_implementations()) {
    if (!each->supported_by_runtime_system()) continue;
    simdjson::get_active_implementation() = each;
    EXPECT_TRUE(IsStraight(kWhole)) << each->name();
    CheckSpoiled(2'000);
  }
  simdjson::get_active_implementation() = usual;
}

TEST(Straight, ReadsNumbersAsTheTreeDoes) {
  BothWays ways;
  for (const char* number : {"0",
                             "-0",
                             "00",
                             "1",
                             "-1",
                             "+1",
                             "999999999999999999",
                             "-999999999999999999",
                             "9223372036854775807",
                             "-9223372036854775808",
                             "9223372036854775808",
                             "1.0",
                             "-0.10",
                             "1e1",
                             "1E-1",
                             ".5",
                             "5.",
                             "-",
                             "--1",
                             "0x1",
                             "1 2",
                             "123456789012345678.123456789012345678",
                             "12345678901234567890",
                             "0.00000000000000000000000000000000000001",
                             "1e999",
                             "tru",
                             "true",
                             "null",
                             "\"1.5\"",
                             "\"1\"",
                             "[1]",
                             "{}",
                             ""})
    for (const char* attribute : {"body.weight", "body.numbers", "subject.id", "context.mtls"}) {
      EXPECT_TRUE(ways.SameValue(attribute, number)) << attribute << " " << number;
      const std::string list = "[" + std::string(number) + "]";
      EXPECT_TRUE(ways.SameValue(attribute, list)) << attribute << " " << list;
    }
}

TEST(Straight, IsAsDeepAsTheTree) {
  BothWays ways;
  for (std::size_t depth = 1; depth < 40; ++depth) {
    const std::string value = std::string(depth, '[') + std::string(depth, ']');
    std::string text = kWhole;
    text.replace(text.find("[1.5"), std::string(R"([1.5,{"a":null,"b":"c"}])").size(), value);
    EXPECT_TRUE(ways.SameRequest(text)) << depth;
    EXPECT_TRUE(ways.SameObject("Item", R"({"count":3,"more":)" + value + "}")) << depth;
  }
}

}  // namespace
}  // namespace bpol::bind
