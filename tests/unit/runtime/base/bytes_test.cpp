#include "runtime/base/bytes.h"

#include <gtest/gtest.h>

namespace bpol {
namespace {

void CheckBase64Url(std::string_view bytes, std::string_view text) {
  EXPECT_EQ(ToBase64Url(AsBytes(bytes)), text);
  const auto decoded = FromBase64Url(text);
  ASSERT_TRUE(decoded.has_value()) << text;
  EXPECT_EQ(AsText(*decoded), bytes);
}

// RFC 4648 section 10, without padding.
TEST(Base64Url, KnowsTheVectorsOfTheRfc) {
  CheckBase64Url("", "");
  CheckBase64Url("f", "Zg");
  CheckBase64Url("fo", "Zm8");
  CheckBase64Url("foo", "Zm9v");
  CheckBase64Url("foob", "Zm9vYg");
  CheckBase64Url("\xfb\xff", "-_8");
}

TEST(Base64Url, RefusesWhatHasASecondSpelling) {
  for (const char* text : {"Zg==", "Zh", "Zm9", "A", "+/8", "Zm9v\n"}) EXPECT_FALSE(FromBase64Url(text)) << text;
}

TEST(Hex, GoesThereAndBack) {
  EXPECT_EQ(ToHex(AsBytes("\x01\xff")), "01ff");
  EXPECT_EQ(FromHex("01fF"), (Bytes{1, 255}));
  EXPECT_FALSE(FromHex("0"));
  EXPECT_FALSE(FromHex("0g"));
}

TEST(Files, NameThePathThatCannotBeRead) {
  const auto missing = ReadFile("/nonexistent/file");
  ASSERT_FALSE(missing.ok());
  EXPECT_NE(missing.error().message.find("/nonexistent/file"), std::string::npos);
  EXPECT_FALSE(ReadFile("/").ok());
}

}  // namespace
}  // namespace bpol
