#include "gateway/identity/refusal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace bpol::identity {
namespace {

void CheckChallenge(TokenFault fault, int status, std::string_view value) {
  EXPECT_EQ(RefusalOf(fault).status, status);
  EXPECT_EQ(BearerChallenge(RefusalOf(fault), "bank"), value);
}

TEST(Challenge, SaysOfATokenWhatRfc6750Asks) {
  CheckChallenge(TokenFault::Missing, 401, R"(Bearer realm="bank")");
  CheckChallenge(TokenFault::Scheme, 401, R"(Bearer realm="bank")");
  CheckChallenge(TokenFault::Repeated, 400,
                 R"(Bearer realm="bank", error="invalid_request", )"
                 R"(error_description="there is more than one Authorization field")");
  CheckChallenge(TokenFault::Expired, 401,
                 R"(Bearer realm="bank", error="invalid_token", error_description="the access token expired")");
  EXPECT_EQ(ScopeChallenge("payments", "bank"),
            R"(Bearer realm="bank", error="insufficient_scope", )"
            R"(error_description="the access token does not reach this far", scope="payments")");
}

TEST(Challenge, AsksForStepUpAsRfc9470) {
  EXPECT_EQ(StepUpChallenge({"urn:bank:sca", std::nullopt}, "bank"),
            R"(Bearer realm="bank", error="insufficient_user_authentication", )"
            R"(error_description="a different authentication level is required", acr_values="urn:bank:sca")");
  EXPECT_EQ(StepUpChallenge({"", 15'552'000}, "bank"),
            R"(Bearer realm="bank", error="insufficient_user_authentication", )"
            R"(error_description="more recent authentication is required", max_age="15552000")");
  EXPECT_EQ(StepUpChallenge({"a b", 0}, "bank"),
            R"(Bearer realm="bank", error="insufficient_user_authentication", )"
            R"(error_description="a different authentication level is required", acr_values="a b", max_age="0")");
}

TEST(Challenge, CannotBeBrokenOutOf) {
  EXPECT_EQ(StepUpChallenge({"a\", b=\"c\\\r\nX: y\x80", std::nullopt}, "r\"").substr(0, 18), R"(Bearer realm="r?",)");
  const std::string value = StepUpChallenge({"a\", b=\"c\\\r\nX: y\x80", std::nullopt}, "r");
  EXPECT_NE(value.find(R"(acr_values="a?, b=?c???X: y?")"), std::string::npos) << value;
}

// RFC 6750 section 3: what may stand in error and error_description; and one reason for one fault.
TEST(Challenge, IsWellFormedForEveryFault) {
  std::set<std::string_view> reasons;
  for (const TokenFault fault : AllTokenFaults()) {
    const Refusal& refusal = RefusalOf(fault);
    EXPECT_TRUE(reasons.insert(refusal.reason).second) << refusal.reason;
    EXPECT_TRUE(refusal.reason.starts_with("token.") || refusal.reason.starts_with("certificate.")) << refusal.reason;
    EXPECT_TRUE(refusal.status == 400 || refusal.status == 401);
    EXPECT_EQ(refusal.status == 400, refusal.error == "invalid_request") << refusal.reason;
    EXPECT_TRUE(refusal.error.empty() || refusal.error == "invalid_request" || refusal.error == "invalid_token");
    EXPECT_TRUE(std::ranges::all_of(refusal.description, [](char c) {
      return c >= 0x20 && c <= 0x7e && c != '"' && c != '\\';
    })) << refusal.description;
  }
}

}  // namespace
}  // namespace bpol::identity
