#include "tests/agreement/shrink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bpol::agreement {
namespace {

using std::chrono::seconds;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr seconds kPlenty{60};

constexpr std::string_view kPolicy = R"(module m
record Setting { count: Int  level: Int }
entity Caller { id: String }
action Act0 { subject: Caller  context: Setting }
rules Block for Act0 {
    permit all
    deny low when context.level < 3
    deny far when ((context.level < 4) and ((context.count + 1) > 10))
    on permit oblige audit(full)
}
rules Other for Act0 {
    deny never when context.level == 99
}
)";
constexpr std::string_view kManifest =
    "[project]\nname = \"case\"\nversion = \"1\"\nzone = \"UTC\"\nmodules = [\"all.bpol\"]\n";

SavedCase Overflowing() {
  return {.files = {{"all.bpol", std::string(kPolicy)}, {"bpol.toml", std::string(kManifest)}, {"unread.csv", "a,b\n"}},
          .action = "Act0",
          .request = R"({"subject":{"id":"x"},"context":{"count":9223372036854775807,"level":7},)"
                     R"("now":"2026-11-20T08:00:00Z","facts":{},"signals":{}})",
          .response = "{}"};
}

// Whether the plain evaluator says that a sum does not fit: a property that only a project which compiles can have.
bool Overflows(const SavedCase& saved) {
  auto engines = Engines::Compile(saved.files);
  if (!engines.ok() || (*engines)->schema().actions.empty()) return false;
  (*engines)->Compare({.action = 0, .request = saved.request});
  return (*engines)->ruling().fault == values::Fault::ArithmeticOverflow;
}

TEST(Shrink, KeepsOnlyWhatTheFailureNeeds) {
  // The fault is behind `context.level < 4`: that side has to go, or the fault is never reached.
  SavedCase failing = Overflowing();
  failing.files["all.bpol"].replace(kPolicy.find("level < 4"), 9, "level < 9");
  ASSERT_TRUE(Overflows(failing));
  const SavedCase small = Shrink(failing, Overflows, kPlenty);
  EXPECT_TRUE(Overflows(small));
  const std::string& policy = small.files.at("all.bpol");
  for (const std::string_view gone : {"Other", "deny low", "oblige", "level <"})
    EXPECT_EQ(policy.find(gone), std::string::npos) << gone << " is still in\n" << policy;
  EXPECT_NE(policy.find("context.count + 1"), std::string::npos) << policy;
  EXPECT_THAT(small.files, Not(Contains(testing::Key("unread.csv"))));
  EXPECT_THAT(small.response, IsEmpty());
  EXPECT_EQ(small.request.find("facts"), std::string::npos) << small.request;
  EXPECT_NE(small.request.find("9223372036854775807"), std::string::npos) << small.request;
}

TEST(Shrink, CannotMakeItsResultSmaller) {
  const SavedCase once = Shrink(
      Overflowing(),
      [](const SavedCase& saved) {
        return saved.files.contains("all.bpol") && saved.files.at("all.bpol").find("deny low") != std::string::npos;
      },
      kPlenty);
  EXPECT_EQ(once.files.at("all.bpol"), "    deny low when context.level < 3\n");
  EXPECT_THAT(once.files, SizeIs(1));
}

TEST(Shrink, AsksOnlyAboutSmallerCases) {
  const std::size_t whole = Overflowing().Size();
  std::size_t asked = 0;
  const SavedCase same = Shrink(
      Overflowing(),
      [&](const SavedCase& saved) {
        EXPECT_LT(saved.Size(), whole);
        ++asked;
        return false;
      },
      kPlenty);
  EXPECT_GT(asked, 20u);
  EXPECT_EQ(same.files, Overflowing().files);
  EXPECT_EQ(same.request, Overflowing().request);
  EXPECT_EQ(same.response, Overflowing().response);
}

TEST(Shrink, StopsWhenItsTimeIsOver) {
  const SavedCase same = Shrink(Overflowing(), [](const SavedCase&) { return true; }, seconds(0));
  EXPECT_EQ(same.files, Overflowing().files);
}

TEST(SmallerPolicies, LosesBlocksLinesAndHeads) {
  const std::string block = "rules A for B {\n    permit all\n    deny low\n}\n";
  EXPECT_THAT(SmallerPolicies(block), ElementsAre("rules A for B {\n    permit all\n    deny low\n",  // the bracket
                                                  "rules A for B {\n    permit all\n}\n",             // a line each
                                                  "rules A for B {\n    deny low\n}\n",
                                                  "",                                     // the block
                                                  "    permit all\n    deny low\n}\n"));  // only its head
}

TEST(SmallerPolicies, PutsPartsInThePlaceOfExpressions) {
  const std::vector<std::string> smaller = SmallerPolicies("permit a when ((x < 1) and (not y))");
  EXPECT_THAT(smaller, Contains("permit a when (x < 1)"));
  EXPECT_THAT(smaller, Contains("permit a when (not y)"));
  EXPECT_THAT(smaller, Contains("permit a when true"));
  EXPECT_THAT(smaller, Contains("permit a when ((x < 1) and y)"));
  EXPECT_THAT(smaller, Contains("permit a when ((x < 1) and true)"));
}

TEST(SmallerPolicies, ABracketInATextIsNone) {
  const std::vector<std::string> smaller = SmallerPolicies("permit a when (s == \")\")");
  EXPECT_THAT(smaller, Contains("permit a when s"));
  EXPECT_THAT(smaller, Contains("permit a when \")\""));
  EXPECT_THAT(SmallerPolicies("permit a when (s"), ElementsAre(""));  // a bracket that nothing closes
}

TEST(SmallerPolicies, OfNothingThereIsNothing) {
  EXPECT_THAT(SmallerPolicies(""), IsEmpty());
}

TEST(SmallerJson, LosesEveryMemberAndElementOnce) {
  EXPECT_THAT(SmallerJson(R"({"a":{"b":1,"c":[2,3]},"d":null})"),
              ElementsAre(R"({"d":null})", R"({"a":{"c":[2,3]},"d":null})", R"({"a":{"b":1},"d":null})",
                          R"({"a":{"b":1,"c":[3]},"d":null})", R"({"a":{"b":1,"c":[2]},"d":null})",
                          R"({"a":{"b":1,"c":[2,3]}})"));
}

TEST(SmallerJson, KeepsTheOrderOfMembersAndTheDigitsOfNumbers) {
  EXPECT_THAT(SmallerJson(R"({"z":9223372036854775807,"a":1,"m":2})"), Contains(R"({"z":9223372036854775807,"m":2})"));
}

TEST(SmallerJson, WhatIsNoJsonLosesItsEnd) {
  const std::vector<std::string> smaller = SmallerJson(R"({"a":1,)");
  EXPECT_THAT(smaller, ElementsAre("", "{", R"({"a)"));
  EXPECT_THAT(SmallerJson("12"), Each(testing::StrNe("12")));
}

TEST(SmallerJson, AMemberThatIsNamedTwiceIsNotMadeOne) {
  // Read and written again the text would have one `a`, and would fail no more, or in another way.
  EXPECT_THAT(SmallerJson(R"({"a":1,"a":2,"b":3})"),
              ElementsAre("", "{", R"({"a)", R"({"a":1,)", R"({"a":1,"a":2,"b)"));
  EXPECT_THAT(SmallerJson(R"({"a":{"b":1},"c":{"b":2}})"), Contains(R"({"a":{"b":1}})"));
}

}  // namespace
}  // namespace bpol::agreement
