#include "gateway/http/problem.h"

#include <gtest/gtest.h>

#include "gateway/http/interaction_id.h"
#include "gateway/http/serialize.h"
#include "gateway/http/target.h"
#include "gateway/http/utf8.h"

namespace bpol::http {
namespace {

TEST(Problem, IsOneJsonObject) {
  const ProblemDocument problem{.status = 400,
                                .title = "Bad \"thing\"",
                                .detail = "line\nbreak \x01 \xff \xc3\xa9",
                                .reason = "body.misfit",
                                .path = "body.Amount",
                                .interaction_id = "id"};
  EXPECT_EQ(ToJson(problem),
            "{\"status\":400,\"type\":\"urn:bpol:problem:body.misfit\",\"title\":\"Bad \\\"thing\\\"\","
            "\"detail\":\"line\\nbreak \\u0001 \xef\xbf\xbd \xc3\xa9\",\"reason\":\"body.misfit\","
            "\"path\":\"body.Amount\",\"interaction_id\":\"id\"}");
}

TEST(Problem, SaysWhyTheEdgeRefused) {
  const ProblemDocument problem = ProblemOf(Refusal::BareLf, "abc");
  EXPECT_EQ(problem.status, 400);
  EXPECT_EQ(problem.reason, "http.bare_lf");
  const ResponseHead head = HeadOf(problem);
  EXPECT_EQ(head.fields.FindOnly("content-type"), "application/problem+json");
  EXPECT_EQ(head.fields.FindOnly("x-fapi-interaction-id"), "abc");
  EXPECT_NE(ToJson(problem).find("\"title\":\"Bad Request\""), std::string::npos);
}

TEST(FieldList, TakesNothingThatCouldStartAnotherLine) {
  FieldList fields;
  EXPECT_FALSE(fields.Add("A", "b\r\nC: d"));
  EXPECT_FALSE(fields.Add("A", std::string_view("b\0c", 3)));
  EXPECT_FALSE(fields.Add("A:", "b"));
  EXPECT_FALSE(fields.Add("", "b"));
  EXPECT_TRUE(fields.empty());
  EXPECT_TRUE(fields.Add("A", "b\tc"));
  EXPECT_TRUE(fields.Add("B", ""));
  EXPECT_TRUE(fields.Add("a", "d"));
  EXPECT_EQ(fields.Find("A").presence, Presence::Repeated);
  fields.Remove("A");
  EXPECT_EQ(fields.size(), 1u);
  EXPECT_EQ(fields.Find("b").presence, Presence::Once);
}

TEST(Serialize, WritesFramingItselfAndDropsWhatConcernsOneHop) {
  FieldList fields;
  for (const auto& [name, value] : {std::pair{"Host", "evil"},
                                    {"Connection", "x"},
                                    {"Content-Length", "9"},
                                    {"Transfer-Encoding", "chunked"},
                                    {"Expect", "100-continue"},
                                    {"Keep", "me"}}) {
    ASSERT_TRUE(fields.Add(name, value));
  }
  std::string out;
  AppendRequestHead(out, {.method = "PUT",
                          .target = "/a?b",
                          .host = "bank",
                          .fields = fields,
                          .framing = {.kind = Framing::Kind::Length, .length = 12}});
  EXPECT_EQ(out, "PUT /a?b HTTP/1.1\r\nHost: bank\r\nKeep: me\r\nContent-Length: 12\r\n\r\n");
}

TEST(Serialize, DatesEachResponse) {
  ResponseHead head{.status = 200};
  ASSERT_TRUE(head.fields.Add("Date", "yesterday"));
  std::string out;
  AppendResponseHead(out, head, {.kind = Framing::Kind::Chunked}, Persistence::Close);
  EXPECT_EQ(out.find("yesterday"), std::string::npos);
  EXPECT_EQ(out, "HTTP/1.1 200 OK\r\nDate: " + std::string(CurrentHttpDate()) +
                     "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(CurrentHttpDate().size(), std::string_view("Sun, 06 Nov 1994 08:49:37 GMT").size());
}

TEST(Serialize, ChunksCarryTheirSizeInHex) {
  std::string out;
  AppendChunk(out, std::string(26, 'x'));
  EXPECT_EQ(out, "1a\r\n" + std::string(26, 'x') + "\r\n");
}

TEST(InteractionId, EchoesAUuidAndNothingElse) {
  const auto of = [](std::string_view sent) {
    FieldList fields;
    EXPECT_TRUE(fields.Add("X-FAPI-Interaction-Id", sent));
    return InteractionIdOf(fields);
  };
  const std::string_view uuid = "93bac548-d2de-4546-b106-880a5018460d";
  EXPECT_EQ(of(uuid), uuid);
  for (const std::string_view wrong :
       {"", "93bac548d2de4546b106880a5018460d", "93bac548-d2de-4546-b106-880a5018460g",
        "93bac548-d2de-4546-b106-880a5018460d1", "93bac548-d2de-4546-b10-6880a5018460d"}) {
    const std::string made = of(wrong);
    EXPECT_NE(made, wrong);
    EXPECT_EQ(of(made), made);
    EXPECT_EQ(made[14], '4');
  }
  EXPECT_NE(NewInteractionId(), NewInteractionId());
}

TEST(PercentDecode, RefusesHalfEncodings) {
  EXPECT_EQ(PercentDecode("a%20b+%C3%a9"), "a b+\xc3\xa9");
  for (const std::string_view wrong : {"%", "%1", "a%zz", "%%20"}) EXPECT_FALSE(PercentDecode(wrong)) << wrong;
}

TEST(Utf8, IsStrict) {
  for (const std::string_view good :
       {"", "a", "\xc2\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(IsUtf8(good));
  }
  for (const std::string_view bad : {"\x80", "\xc1\x81", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                                     "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xc3", "\xe2\x82", "\xf0\x90\x80"}) {
    EXPECT_FALSE(IsUtf8(bad));
  }
}

}  // namespace
}  // namespace bpol::http
