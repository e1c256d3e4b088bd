#include "runtime/values/fault.h"

#include <gtest/gtest.h>

#include <vector>

namespace bpol::values {
namespace {

// The list of the language reference, in its order: compiled units hold these numbers.
const std::vector<std::string_view> kCodes = {"arithmetic.overflow",     "arithmetic.division_by_zero",
                                              "money.currency_mismatch", "time.out_of_range",
                                              "input.missing",           "input.misfit",
                                              "input.unknown_member",    "input.too_large",
                                              "input.duplicate",         "fact.unavailable",
                                              "signal.unavailable",      "cost.exceeded"};

TEST(Fault, HasTheClosedListInItsOrder) {
  ASSERT_EQ(kFaultCount, kCodes.size() + 1);
  for (std::uint32_t i = 0; i < kCodes.size(); ++i) {
    EXPECT_EQ(FaultCode(static_cast<Fault>(i + 1)), kCodes[i]);
    EXPECT_EQ(FaultFromCode(kCodes[i]), static_cast<Fault>(i + 1));
  }
}

TEST(Fault, NoneHasNoCode) {
  EXPECT_EQ(static_cast<int>(Fault::None), 0);
  EXPECT_EQ(FaultCode(Fault::None), "");
  for (const std::string_view unknown : {"", "None", "input", "input.missing ", "INPUT.MISSING", "fact.missing"}) {
    EXPECT_EQ(FaultFromCode(unknown), std::nullopt) << unknown;
  }
}

}  // namespace
}  // namespace bpol::values
