#include "runtime/values/hmac_sha256.h"

#include <gtest/gtest.h>

#include "tests/unit/runtime/values/vectors.h"

namespace bpol::values {
namespace {

TEST(HmacSha256, Vectors) {
  ForEachRow("hmac_sha256", [](const Row& row) {
    const auto key = FromHex(row.Text(0));
    const auto data = FromHex(row.Text(1));
    ASSERT_TRUE(key && data);
    EXPECT_EQ(ToHex(HmacSha256(*key).Add(AsText(*data)).Finish()), row.Text(2));
    // In pieces it is the same text.
    const std::string_view text = AsText(*data);
    const std::size_t half = text.size() / 2;
    EXPECT_EQ(ToHex(HmacSha256(*key).Add(text.substr(0, half)).Add("").Add(text.substr(half)).Finish()), row.Text(2));
  });
}

}  // namespace
}  // namespace bpol::values
