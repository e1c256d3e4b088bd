// The strict rules over a socket: what the client is told, that the connection ends, and that no handler was asked.
#include <gtest/gtest.h>

#include "tests/unit/gateway/http/refused_requests.h"
#include "tests/unit/gateway/net/echo_server.h"

namespace bpol::net {
namespace {

int ExpectedStatus(std::string_view code) {
#define BPOL_REFUSAL(name, status, refusal_code, seen) \
  if (code == refusal_code) return status;
#include "gateway/http/refusals.def"
#undef BPOL_REFUSAL
  return 0;
}

void CheckRefused(EchoServer& server, const http::RefusedRequest& row) {
  auto client = server.Connect();
  // A second request behind the first: whoever misread the first would answer it.
  client.Send(row.raw + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
  client.FinishSending();
  const wire::Answer answer = client.ReadAnswer();
  const std::string what = row.raw.substr(0, 120);
  EXPECT_EQ(answer.status, ExpectedStatus(row.code)) << what << "\n" << answer.body;
  EXPECT_NE(answer.body.find("\"reason\":\"" + std::string(row.code) + "\""), std::string::npos) << what << answer.body;
  EXPECT_NE(answer.head.find("Connection: close\r\n"), std::string::npos) << what;
  EXPECT_NE(answer.head.find("\r\nx-fapi-interaction-id: "), std::string::npos) << what;
  EXPECT_NE(answer.head.find("\r\nDate: "), std::string::npos) << what;
  EXPECT_EQ(client.ReadAll(), "") << "a second answer after " << what;
  EXPECT_NE(client.ending(), wire::Ending::Open) << what;
}

TEST(Corpus, HeadsAreRefusedAndTheConnectionEnds) {
  EchoServer server;
  for (const auto& row : http::RefusedHeads()) CheckRefused(server, row);
  EXPECT_EQ(server.handled(), 0);
  const std::size_t count = http::RefusedHeads().size();
  EXPECT_EQ(server.observed().all(count).size(), count);
}

TEST(Corpus, BodiesAreRefusedAndTheConnectionEnds) {
  EchoServer server;
  for (const auto& row : http::RefusedBodies()) CheckRefused(server, row);
}

struct SplitRow {
  std::string raw;
  std::vector<std::string> bodies;  // of the answers, in order
};

// What stands behind one request is another request, never part of the first, and the other way round.
TEST(Corpus, RequestsAreSplitWhereTheyEnd) {
  const std::string next = "GET /whole?next HTTP/1.1\r\nHost: h\r\n\r\n";
  const SplitRow rows[] = {
      {next + next + next, {"GET /whole?next ", "GET /whole?next ", "GET /whole?next "}},
      {"POST /whole HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc" + next,
       {"POST /whole abc", "GET /whole?next "}},
      {"POST /whole HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n" + next, {"POST /whole ", "GET /whole?next "}},
      {"POST /whole HTTP/1.1\r\nHost: h\r\n\r\n" + next, {"POST /whole ", "GET /whole?next "}},
      {"POST /whole HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nA: b\r\n\r\n" + next,
       {"POST /whole abc", "GET /whole?next "}},
      {"GET /whole HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(next.size()) + "\r\n\r\n" + next,
       {"GET /whole " + next}},
      {"POST /whole HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc\r\n" + next,
       {"POST /whole abc", "GET /whole?next "}},
      {"\r\n" + next, {"GET /whole?next "}},
  };
  for (const SplitRow& row : rows) {
    EchoServer server;
    auto client = server.Connect();
    client.Send(row.raw);
    client.FinishSending();
    for (const std::string& body : row.bodies) EXPECT_EQ(client.ReadAnswer().body, body) << row.raw;
    EXPECT_EQ(client.ReadAll(), "") << row.raw;
  }
}

TEST(Corpus, ByteByByteIsTheSameRequest) {
  EchoServer server;
  auto client = server.Connect();
  const std::string raw = "POST /whole?a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
  for (const char c : raw) ASSERT_TRUE(client.Send({&c, 1}));
  EXPECT_EQ(client.ReadAnswer().body, "POST /whole?a hi");
}

}  // namespace
}  // namespace bpol::net
