#include "runtime/audit/record.h"

#include <gtest/gtest.h>

#include "record_file.h"
#include "runtime/audit/payload.h"
#include "runtime/base/bytes.h"

namespace bpol::audit {
namespace {

// The form is a promise to other programs: a change of one byte here needs a new domain tag and a decision page.
TEST(Record, HasExactlyTheDocumentedForm) {
  Sha256 sha256;
  std::string line;
  AppendRecord(line, {1, "2026-11-20T10:00:00.000000Z", "n/l", Hash{}, Kind::Decision, R"({"id":"a"})"}, sha256);
  const std::string hashed = R"({"seq":1,"time":"2026-11-20T10:00:00.000000Z","origin":"n/l","prev":")" +
                             std::string(64, '0') + R"(","kind":"decision","payload":{"id":"a"})";
  // Computed by: printf 'bpol.audit.record.v1\n%s' "$hashed" | sha256sum
  EXPECT_EQ(line, hashed + R"(,"hash":"f1085a974f21b66f50a6f5eb2e027495c23c713eeb6bfc8469516c7276bdffef"})" + "\n");
}

TEST(Record, IsReadBackAsWritten) {
  const auto lines = MakeLines(3);
  const ReadRecord record = Parse(lines[1]);
  EXPECT_EQ(record.seq, 2u);
  EXPECT_EQ(record.kind, Kind::Decision);
  EXPECT_EQ(record.origin, "node-1/main");
  EXPECT_EQ(record.time, "2026-11-20T10:00:02.000000Z");
  EXPECT_EQ(record.id, "1");
  EXPECT_EQ(record.stated, record.computed);
  EXPECT_EQ(record.prev, Parse(lines[0]).computed);
}

void CheckRefused(const std::string& from, const std::string& to) {
  std::string line = MakeLines(2)[1];
  line.pop_back();
  const std::size_t at = line.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  line.replace(at, from.size(), to);
  Sha256 sha256;
  const auto record = ParseRecord(line, sha256);
  EXPECT_FALSE(record.has_value()) << line;
}

TEST(Record, HasNoSecondSpelling) {
  CheckRefused("\"seq\":2", "\"seq\":02");
  CheckRefused("\"seq\":2", "\"seq\":2.0");
  CheckRefused("\"seq\":2", "\"seq\": 2");
  CheckRefused("\"seq\":2", "\"seq\":0");
  CheckRefused("\"seq\":2", "\"seq\":-2");
  CheckRefused("\"seq\":2", "\"seq\":");
  CheckRefused("\"seq\":2", "\"seq\":99999999999999999999");
  CheckRefused(".000000Z", "Z");
  CheckRefused(".000000Z", ".000000z");
  CheckRefused("11-20T", "02-30T");
  CheckRefused("T10:", "T24:");
  CheckRefused("node-1/main", "node-1");
  CheckRefused("node-1/main", "node-1/main/x");
  CheckRefused("node-1/main", "node 1/main");
  CheckRefused("\"kind\":\"decision\"", "\"kind\":\"Decision\"");
  CheckRefused("\"kind\"", " \"kind\"");
  CheckRefused("{\"id\"", "{\"id\"}");
  CheckRefused("\"}", "\"} ");
}

TEST(Record, RefusesTruncationAnywhere) {
  std::string line = MakeLines(2)[1];
  line.pop_back();
  Sha256 sha256;
  for (std::size_t size = 0; size < line.size(); ++size) {
    const auto record = ParseRecord(std::string_view(line).substr(0, size), sha256);
    EXPECT_FALSE(record.has_value()) << size;
  }
}

void CheckPayload(std::string_view text, bool good) {
  EXPECT_EQ(ScanPayload(text).has_value(), good) << text;
}

TEST(Payload, IsExactlyOneJsonObject) {
  for (const char* good : {"{}", R"({"a":1})", R"({"a":-0.5e+10,"b":[],"c":[true,false,null],"d":{"e":"\u00fc\n"}})",
                           R"({ "a" : [ 1 , 2 ] })", R"({"a":"},\"hash\":\""})"})
    CheckPayload(good, true);
  for (const char* bad : {"",
                          "1",
                          "[]",
                          "{",
                          "}",
                          "{}}",
                          "{}{}",
                          "{} ",
                          " {}",
                          R"({"a"})",
                          R"({"a":})",
                          R"({"a":1,})",
                          R"({a:1})",
                          R"({"a":01})",
                          R"({"a":1.})",
                          R"({"a":1e})",
                          R"({"a":+1})",
                          R"({"a":tru})",
                          R"({"a":"\x"})",
                          R"({"a":"\u12g4"})",
                          R"({"a":"b)",
                          "{\"a\":\"\n\"}",
                          "{\n}",
                          R"({"a":[1,]})",
                          R"({"a":1},"hash":"0")"})
    CheckPayload(bad, false);
  CheckPayload(std::string_view("{\0}", 3), false);
}

TEST(Payload, HasADepthLimit) {
  const auto nested = [](int depth) { return "{\"a\":" + std::string(depth, '[') + std::string(depth, ']') + "}"; };
  CheckPayload(nested(kMaxPayloadDepth - 1), true);
  CheckPayload(nested(kMaxPayloadDepth), false);
  CheckPayload(nested(1'000'000), false);
}

TEST(Payload, FindsTheIdAtTheTopOnly) {
  EXPECT_EQ(ScanPayload(R"({"x":{"id":"no"},"id":"yes"})")->id, "yes");
  EXPECT_EQ(ScanPayload(R"({"id":7})")->id, "");
  EXPECT_EQ(ScanPayload(R"({"x":"id"})")->id, "");
}

TEST(Timestamp, IsWrittenInOneForm) {
  EXPECT_EQ(FormatTimestamp(At(0)), "2026-11-20T10:00:00.000000Z");
  EXPECT_EQ(FormatTimestamp(At(0) + std::chrono::microseconds(1'000'042)), "2026-11-20T10:00:01.000042Z");
  EXPECT_EQ(FormatTimestamp(Clock::time_point(std::chrono::microseconds(-1))), "1969-12-31T23:59:59.999999Z");
  EXPECT_TRUE(IsTimestamp("2028-02-29T23:59:59.999999Z"));
  for (const char* bad : {"2027-02-29T00:00:00.000000Z", "2026-13-01T00:00:00.000000Z", "2026-11-20T10:60:00.000000Z",
                          "2026-11-20 10:00:00.000000Z", "2026-11-20T10:00:00.000000", ""})
    EXPECT_FALSE(IsTimestamp(bad)) << bad;
}

}  // namespace
}  // namespace bpol::audit
