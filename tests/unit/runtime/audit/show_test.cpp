#include "runtime/audit/show.h"

#include <gtest/gtest.h>

#include "record_file.h"
#include "runtime/base/bytes.h"

namespace bpol::audit {
namespace {

void CheckMask(std::string_view text, std::string_view masked) {
  EXPECT_EQ(MaskForPeople(text), masked);
}

TEST(Show, MasksByShape) {
  CheckMask("permit", "permit");
  CheckMask("consent.revoked", "consent.revoked");
  CheckMask("12345678", "12345678");
  CheckMask("4111111111111111", "************1111");
  CheckMask("card 4111 1111 1111 1111 ok", "card **** **** **** 1111 ok");
  CheckMask("4111-1111-1111-1111", "****-****-****-1111");
  CheckMask("DE89370400440532013000", "DE89**************3000");
  CheckMask("anna.m@bank.example", "a***@bank.example");
  CheckMask("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "eyJhbGci...");
  CheckMask("psn_9b41fef4c8700039d7d84b53a2ad2496", "psn_9b41...");
  CheckMask("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z");
  CheckMask("2026-11-20T10:00:00.123456Z", "2026-11-20T10:00:00.123456Z");
  CheckMask("2026-11-20T10:00:00.41111111111111Z", "2026-11-...");
  CheckMask("a\x1b[31m\n", "a?[31m?");
  CheckMask("", "");
  CheckMask("  x ", "  x ");
}

TEST(Show, KeepsTheNamesOfThePolicyWhole) {
  const std::string line =
      Forge(7, Hash{},
            R"({"reason":"customer.device_not_recognised","note":"customer.device_not_recognised","reasons":[{"rule":)"
            R"("bank.AccountAccess.aisp_with_consent","reason":"eyJhbGciOiJFUzI1NiJ9-eyJzdWIiOiIxIn0"},)"
            R"({"rule":"DE89370400440532013000","reason":"r4111111111111111.and_more_behind_it"}]})",
            0);
  EXPECT_EQ(ShowLine(line.substr(0, line.size() - 1), {}),
            "7  2026-11-20T10:00:00.000000Z  decision  note=customer...  reason=customer.device_not_recognised  "
            "reasons=[{  reason=eyJhbGci...  rule=bank.AccountAccess.aisp_with_consent } "
            "{  reason=r************1111.and_more_behind_it  rule=DE89**************3000 }]");
}

TEST(Show, PrintsARecordOnOneLine) {
  const std::string line = Forge(
      7, Hash{}, R"({"id":"r1","subject":{"iban":"DE89370400440532013000"},"reasons":["a","b"],"parts":[{"x":1}]})", 0);
  EXPECT_EQ(ShowLine(line.substr(0, line.size() - 1), {}),
            "7  2026-11-20T10:00:00.000000Z  decision  id=r1  parts=[{  x=1 }]  reasons=[a b]  "
            "subject.iban=DE89**************3000");
}

TEST(Show, PrintsTheAskedRangeAndNamesWhatIsNoRecord) {
  const TemporaryFolder folder;
  auto lines = MakeLines(5);
  lines[3] = "secret 4111111111111111\n";
  ASSERT_TRUE(WriteFile(folder.File("r"), Join(lines)).ok());
  std::vector<std::string> shown;
  ASSERT_TRUE(Show(folder.File("r"), {3, 5}, [&](std::string_view line) { shown.emplace_back(line); }).ok());
  ASSERT_EQ(shown.size(), 3u);
  EXPECT_EQ(shown[0].substr(0, 3), "3  ");
  EXPECT_EQ(shown[1], "?  not a record (23 bytes)");
  EXPECT_EQ(shown[2].substr(0, 3), "5  ");
  EXPECT_FALSE(Show("/nonexistent", {}, [](std::string_view) {}).ok());
}

}  // namespace
}  // namespace bpol::audit
