#include "compiler/diagnostics/suggest.h"

#include <gtest/gtest.h>

#include <vector>

namespace bpol::diagnostics {
namespace {

void CheckAdvice(std::string_view name, std::string_view expected) {
  const std::vector<std::string_view> known = {"consent", "account", "customer", "IN", "sanctioned_networks"};
  const std::string advice = expected.empty() ? "" : "did you mean `" + std::string(expected) + "`?";
  EXPECT_EQ(DidYouMean(name, known).text, advice) << name;
}

TEST(DidYouMean, NamesTheNearest) {
  CheckAdvice("consnet", "consent");  // two letters swapped
  CheckAdvice("acount", "account");
  CheckAdvice("Consent", "consent");
  CheckAdvice("in", "IN");
  CheckAdvice("sanctionned_network", "sanctioned_networks");
  CheckAdvice("payment", "");
  CheckAdvice("", "");
  CheckAdvice("consent", "");  // the same is no advice
  CheckAdvice(std::string(100'000, 'a'), "");
}

TEST(DidYouMean, IsCertainWhereNoOtherIsNear) {
  const std::string_view apart[] = {"customer", "account"};
  EXPECT_EQ(DidYouMean("acount", apart).right, "account");
  EXPECT_EQ(DidYouMean("acount", apart).wrong, "acount");
  const std::string_view alike[] = {"account", "accounts"};
  EXPECT_EQ(DidYouMean("acount", alike).right, "");
  EXPECT_FALSE(DidYouMean("acount", alike).empty());
}

TEST(EditDistance, CountsChangesAdditionsAndSwaps) {
  EXPECT_EQ(EditDistance("", ""), 0u);
  EXPECT_EQ(EditDistance("abc", ""), 3u);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3u);
  EXPECT_EQ(EditDistance("ab", "ba"), 1u);
  EXPECT_EQ(EditDistance("ABC", "abc"), 0u);
}

}  // namespace
}  // namespace bpol::diagnostics
