#include "gateway/upstream/client.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/unit/gateway/upstream/client_harness.h"
#include "tests/unit/gateway/upstream/scripted_server.h"

namespace bpol::upstream {
namespace {

using namespace std::chrono_literals;

std::string Ok(std::string_view body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

GroupSettings One(const ScriptedServer& server) {
  return QuickSettings({{.url = server.url(), .region = "eu"}});
}

struct AnswerRow {
  std::string raw;
  std::string result;
  std::size_t idle = 0;  // connections that may be reused afterwards
};

TEST(Client, ReadsWhatUpstreamsSendAndNamesTheirLies) {
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  const AnswerRow rows[] = {
      {Ok("body"), "200 body", 1},
      {"HTTP/1.1 204 No Content\r\n\r\n", "204 ", 1},
      {"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "304 ", 1},
      {chunked + "4\r\nbody\r\n0\r\n\r\n", "200 body", 1},
      {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hint\r\nLink: x\r\n\r\n" + Ok("body"), "200 body", 1},
      {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody", "200 body", 0},
      {"HTTP/1.1 200 OK\r\n\r\nuntil the end", "200 until the end", 0},
      {"HTTP/1.0 200 OK\r\n\r\nold", "200 old", 0},
      {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody and more", "200 body", 0},
      {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody", "200 body|upstream.body_cut", 0},
      {chunked + "9\r\nbody", "200 body|upstream.body_cut", 0},
      {chunked + "4\r\nbody\r\n", "200 body|upstream.body_cut", 0},
      {chunked + "4\r\nbodyX\r\n0\r\n\r\n", "200 body|upstream.body_ill_formed", 0},
      {chunked + "nope\r\n", "200 |upstream.body_ill_formed", 0},
      {"", "upstream.closed_before_head", 0},
      {"HTTP/1.1 200 O", "upstream.closed_before_head", 0},
      {"garbage\r\n\r\n", "upstream.bad_head", 0},
      {"HTTP/1.1 200 OK\nContent-Length: 4\n\nbody", "upstream.bad_head", 0},
      {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody", "upstream.bad_head", 0},
      {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n", "upstream.bad_head", 0},
      {"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", "upstream.bad_head", 0},
      {"HTTP/1.1 200 OK\r\nA: " + std::string(70'000, 'x') + "\r\n\r\n", "upstream.head_too_large", 0},
      {"HTTP/1.1 200 " + std::string(2'000, 'x') + "\r\n\r\n", "upstream.head_too_large", 0},
  };
  for (const AnswerRow& row : rows) {
    ScriptedServer server({{{.bytes = row.raw}}});
    ClientHarness client(One(server));
    EXPECT_EQ(client.Send(), row.result) << row.raw.substr(0, 100);
    EXPECT_EQ(client.idle(), row.idle) << row.raw.substr(0, 100);
  }
}

TEST(Client, EndlessInterimAnswersAreRefused) {
  std::string raw;
  for (int i = 0; i < 50; ++i) raw += "HTTP/1.1 100 Continue\r\n\r\n";
  ScriptedServer server({{{.bytes = raw + Ok("body")}}});
  EXPECT_EQ(ClientHarness(One(server)).Send(), "upstream.bad_head");
}

TEST(Client, SilenceEndsInTime) {
  ScriptedServer silent({{{.kind = Step::Kind::Silence}}});
  EXPECT_EQ(ClientHarness(One(silent)).Send(), "upstream.response_timeout");
  ScriptedServer half({{{.kind = Step::Kind::Silence, .bytes = "HTTP/1.1 200 OK\r\n"}}});
  EXPECT_EQ(ClientHarness(One(half)).Send(), "upstream.response_timeout");
  ScriptedServer body({{{.kind = Step::Kind::Silence, .bytes = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody"}}});
  EXPECT_EQ(ClientHarness(One(body)).Send(), "200 body|upstream.body_timeout");
}

TEST(Client, ReusesConnections) {
  ScriptedServer server({{{.bytes = Ok("1")}, {.bytes = Ok("2")}, {.bytes = Ok("3")}}});
  ClientHarness client(One(server));
  for (const char* body : {"200 1", "200 2", "200 3"}) EXPECT_EQ(client.Send(), body);
  EXPECT_EQ(server.connections(), 1);
}

TEST(Client, AnAnswerThatIsNotReadToItsEndCostsTheConnection) {
  ScriptedServer server({{{.bytes = Ok("dropped")}, {.bytes = Ok("never")}}, {{.bytes = Ok("fresh")}}});
  ClientHarness client(One(server));
  EXPECT_EQ(client.SendAndDropBody(), "200 ");
  EXPECT_EQ(client.Send(), "200 fresh");
}

// The server's surplus would have been taken for the answer to the next request.
TEST(Client, WhatComesUnaskedIsNeverAnAnswer) {
  ScriptedServer server(
      {{{.bytes = Ok("1")}, {.kind = Step::Kind::SendUnasked, .bytes = Ok("smuggled")}}, {{.bytes = Ok("2")}}});
  ClientHarness client(One(server));
  EXPECT_EQ(client.Send(), "200 1");
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(client.Send(), "200 2");
}

// The connection looks alive when it is taken, and ends as soon as the request is read.
Script AnswerThenDropNext() {
  return {{.bytes = Ok("1")}, {.bytes = ""}};
}

struct ResendRow {
  Call call;
  std::string result;
  unsigned resends;
};

TEST(Client, ResendsOnlyWhatMayHappenTwice) {
  const ResendRow rows[] = {
      {{.method = "GET"}, "200 2", 1},
      {{.method = "DELETE"}, "200 2", 1},
      {{.method = "PUT", .body = "x"}, "200 2", 1},
      {{.method = "POST", .body = "x"}, "upstream.closed_before_head", 0},
      {{.method = "PATCH", .body = "x"}, "upstream.closed_before_head", 0},
      {{.method = "PUT", .stream = {"x"}}, "upstream.closed_before_head", 0},
  };
  for (const ResendRow& row : rows) {
    ScriptedServer server({AnswerThenDropNext(), {{.bytes = Ok("2")}}});
    ClientHarness client(One(server));
    EXPECT_EQ(client.Send(), "200 1");
    EXPECT_EQ(client.Send(row.call), row.result) << row.call.method;
    EXPECT_EQ(client.resends(), row.resends) << row.call.method;
  }
}

TEST(Client, AFreshConnectionThatBreaksIsNoReasonToResend) {
  ScriptedServer server({{{.bytes = ""}}});
  ClientHarness client(One(server));
  EXPECT_EQ(client.Send(), "upstream.closed_before_head");
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST(Client, WritesRequestsAnew) {
  ScriptedServer server({{{.bytes = Ok("")}, {.bytes = Ok("")}, {.bytes = Ok("")}, {.bytes = Ok("")}}});
  ClientHarness client(One(server));
  client.Send();
  client.Send({.method = "POST"});
  client.Send({.method = "POST", .body = "abc"});
  client.Send({.method = "POST", .stream = {"ab", "c"}});
  const std::string host = "Host: 127.0.0.1:" + std::to_string(server.port()) + "\r\n";
  const std::vector<std::string> expected = {
      "GET /a?b HTTP/1.1\r\n" + host + "\r\n", "POST /a?b HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n",
      "POST /a?b HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc",
      "POST /a?b HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"};
  EXPECT_EQ(server.requests(), expected);
}

TEST(Client, LargeBodiesGoOut) {
  ScriptedServer server({{{.bytes = Ok("got it")}, {.bytes = Ok("this too")}}});
  ClientHarness client(One(server));
  EXPECT_EQ(client.Send({.method = "POST", .body = std::string(3'000'000, 'x')}), "200 got it");
  EXPECT_EQ(client.Send({.method = "POST", .stream = std::vector<std::string>(50, std::string(10'000, 'x'))}),
            "200 this too");
}

struct StreamRow {
  std::vector<std::string> pieces;
  std::uint64_t promised;
};

TEST(Client, AStreamThatBreaksItsPromiseIsNotAWholeRequest) {
  for (const StreamRow& row : {StreamRow{{"abc"}, 5}, StreamRow{{"abc", "def"}, 5}, StreamRow{{"abc", "!"}, 5}}) {
    ScriptedServer server({{{.bytes = Ok("taken for whole")}}});
    ClientHarness client(One(server));
    EXPECT_EQ(client.Send({.method = "POST",
                           .stream = row.pieces,
                           .stream_framing = {.kind = http::Framing::Kind::Length, .length = row.promised}}),
              "upstream.request_body_reset");
    EXPECT_EQ(server.requests().size(), 0u);
  }
}

TEST(Client, ABodyAboveTheLimitIsCut) {
  ScriptedServer server({{{.bytes = Ok(std::string(2'000, 'x'))}}});
  GroupSettings settings = One(server);
  settings.body_bytes = 1'000;
  const std::string result = ClientHarness(settings).Send();
  EXPECT_TRUE(result.ends_with("|upstream.body_too_large")) << result;
}

TEST(Client, RestingConnectionsDoNotRestForEver) {
  ScriptedServer server({{{.bytes = Ok("1")}, {.kind = Step::Kind::Silence}}});
  GroupSettings settings = One(server);
  settings.idle = 100ms;
  ClientHarness client(settings);
  EXPECT_EQ(client.Send(), "200 1");
  EXPECT_EQ(client.idle(), 1u);
  for (int i = 0; i < 100 && client.idle() > 0; ++i) std::this_thread::sleep_for(20ms);
  EXPECT_EQ(client.idle(), 0u);
}

TEST(Client, AfterShutdownNothingIsSent) {
  ScriptedServer server({{{.bytes = Ok("1")}, {.bytes = Ok("2")}}});
  ClientHarness client(One(server));
  EXPECT_EQ(client.Send(), "200 1");
  client.Shutdown();
  EXPECT_EQ(client.Send(), "gateway.stopping");
  EXPECT_EQ(client.idle(), 0u);
}

}  // namespace
}  // namespace bpol::upstream
