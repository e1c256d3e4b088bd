#include "gateway/net/server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

#include "tests/unit/gateway/net/echo_server.h"

namespace bpol::net {
namespace {

using namespace std::chrono_literals;
using wire::Answer;
using wire::Ending;

std::string Get(std::string_view path) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n\r\n";
}
std::string Post(std::string_view path, std::string_view fields, std::string_view body = {}) {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n" + std::string(fields) + "\r\n" + std::string(body);
}

TEST(Server, KeepsTheConnection) {
  EchoServer server;
  auto client = server.Connect();
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(client.Send(Get("/whole")));
    EXPECT_EQ(client.ReadAnswer().body, "GET /whole ");
  }
  EXPECT_EQ(server.server().connections(), 1u);
}

TEST(Server, StreamsBothWays) {
  EchoServer server;
  auto client = server.Connect();
  const std::string body(300 * 1024, 'x');
  std::thread sender([&] {
    client.Send(Post("/echo", "Content-Length: " + std::to_string(body.size()) + "\r\n"));
    client.Send(body);
  });
  const Answer answer = client.ReadAnswer();
  sender.join();
  EXPECT_TRUE(answer.whole);
  EXPECT_EQ(answer.body, body);
  client.Send(Get("/whole"));
  EXPECT_EQ(client.ReadAnswer().status, 200);
}

TEST(Server, SendsContinueOnlyWhenTheBodyIsWanted) {
  EchoServer server;
  auto client = server.Connect();
  client.Send(Post("/whole", "Expect: 100-continue\r\nContent-Length: 2\r\n"));
  EXPECT_EQ(client.ReadAnswer().status, 100);
  client.Send("hi");
  EXPECT_EQ(client.ReadAnswer().body, "POST /whole hi");
  client.Send(Post("/refuse", "Expect: 100-continue\r\nContent-Length: 2\r\n"));
  const Answer refused = client.ReadAnswer();
  EXPECT_EQ(refused.status, 501);
  EXPECT_NE(refused.head.find("Connection: close"), std::string::npos);
  EXPECT_EQ(client.ReadAll(), "");
}

struct BrokenRow {
  std::string_view path;
  int status;
  bool whole;
};

TEST(Server, ABrokenAnswerIsNeverTakenForWhole) {
  const BrokenRow rows[] = {{"/nothing", 500, true},     {"/throws", 500, true}, {"/throws-late", 200, false},
                            {"/unfinished", 200, false}, {"/abort", 200, false}, {"/short", 0, false},
                            {"/long", 0, false}};
  for (const BrokenRow& row : rows) {
    EchoServer server;
    auto client = server.Connect();
    client.Send(Get(row.path));
    const Answer answer = client.ReadAnswer();
    EXPECT_EQ(answer.status, row.status) << row.path;
    EXPECT_EQ(answer.whole, row.whole) << row.path;
    EXPECT_EQ(client.ReadAll(), "") << row.path;
    EXPECT_EQ(client.ending(), row.whole ? Ending::Finished : Ending::CutOff) << row.path;
  }
}

TEST(Server, HeadAndNoContentHaveNoBody) {
  EchoServer server;
  auto client = server.Connect();
  client.Send("HEAD /whole HTTP/1.1\r\nHost: h\r\n\r\n" + Get("/no-content") + Get("/whole"));
  const Answer head = client.ReadAnswer("HEAD");
  EXPECT_NE(head.head.find("Content-Length: 12\r\n"), std::string::npos) << head.head;
  const Answer none = client.ReadAnswer();
  EXPECT_EQ(none.status, 204);
  EXPECT_EQ(none.head.find("Content-Length"), std::string::npos);
  EXPECT_EQ(client.ReadAnswer().body, "GET /whole ");
}

TEST(Server, Http10GetsNoChunksAndAClose) {
  EchoServer server;
  auto client = server.Connect();
  client.Send("POST /echo HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi");
  const Answer answer = client.ReadAnswer();
  EXPECT_EQ(answer.body, "hi");
  EXPECT_TRUE(answer.whole);
  EXPECT_EQ(answer.head.find("chunked"), std::string::npos);
  auto cut = server.Connect();
  cut.Send("GET /abort HTTP/1.0\r\nHost: h\r\n\r\n");
  EXPECT_FALSE(cut.ReadAnswer().whole);
  EXPECT_EQ(cut.ending(), Ending::CutOff);
}

TEST(Server, CloseIsHonoured) {
  EchoServer server;
  auto client = server.Connect();
  client.Send("GET /whole HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n" + Get("/whole"));
  EXPECT_NE(client.ReadAnswer().head.find("Connection: close"), std::string::npos);
  EXPECT_EQ(client.ReadAll(), "");
  EXPECT_EQ(client.ending(), Ending::Finished);
}

TEST(Server, AHandlerThatIgnoresABodyDoesNotMisplaceTheNextRequest) {
  EchoServer server(QuickLimits());
  auto client = server.Connect();
  client.Send(Post("/refuse", "Content-Length: 5\r\n", "GET /") + Get("/whole"));
  EXPECT_EQ(client.ReadAnswer().status, 501);
  EXPECT_EQ(client.ReadAnswer().body, "GET /whole ");
  auto large = server.Connect();
  large.Send(Post("/refuse", "Content-Length: 200000\r\n", std::string(200000, 'x')) + Get("/whole"));
  EXPECT_EQ(large.ReadAnswer().status, 501);
  EXPECT_EQ(large.ReadAll(), "");
}

struct SlowRow {
  std::string raw;
  int status;
  std::string_view reason;
};

TEST(Server, SlowAndLargeSendersAreTold) {
  const SlowRow rows[] = {
      {"GET /who", 408, "http.head_timeout"},
      {"GET /whole HTTP/1.1\r\nHost: h\r\n", 408, "http.head_timeout"},
      {Post("/whole", "Content-Length: 5\r\n", "abc"), 408, "http.body_timeout"},
      {Post("/whole", "Transfer-Encoding: chunked\r\n", "3\r\nab"), 408, "http.body_timeout"},
      {Post("/whole", "Content-Length: 2000000\r\n"), 413, "http.body_too_large"},
  };
  EchoServer server(QuickLimits());
  for (const SlowRow& row : rows) {
    auto client = server.Connect();
    client.Send(row.raw);
    const Answer answer = client.ReadAnswer();
    EXPECT_EQ(answer.status, row.status) << row.raw;
    EXPECT_NE(answer.body.find(row.reason), std::string::npos) << row.raw << answer.body;
    EXPECT_EQ(client.ReadAll(), "");
  }
}

TEST(Server, AChunkedBodyAboveTheLimitIsRefused) {
  EchoServer server(QuickLimits());
  auto client = server.Connect();
  client.Send(Post("/whole", "Transfer-Encoding: chunked\r\n", "180000\r\n"));
  client.Send(std::string(0x180000, 'x'));
  EXPECT_EQ(client.ReadAnswer().status, 413);
}

TEST(Server, ADripBelowTheMinimumRateIsRefused) {
  EchoServer server(QuickLimits());
  auto client = server.Connect();
  client.Send(Post("/whole", "Content-Length: 1000\r\n"));
  const auto start = std::chrono::steady_clock::now();
  std::thread drip([&] {
    for (int i = 0; i < 20; ++i) {
      std::this_thread::sleep_for(50ms);
      if (!client.Send("x")) return;
    }
  });
  const Answer answer = client.ReadAnswer();
  drip.join();
  EXPECT_EQ(answer.status, 408);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 3s);
}

TEST(Server, SilentConnectionsEnd) {
  EchoServer server(QuickLimits());
  auto silent = server.Connect();
  EXPECT_EQ(silent.ReadAll(), "");
  EXPECT_EQ(silent.ending(), Ending::Finished);
  auto after_one = server.Connect();
  after_one.Send(Get("/whole"));
  EXPECT_EQ(after_one.ReadAnswer().status, 200);
  EXPECT_EQ(after_one.ReadAll(), "");
}

TEST(Server, AReaderThatDoesNotReadIsCutOff) {
  EchoServer server(QuickLimits());
  auto client = server.Connect();
  client.Send(Get("/huge"));
  while (server.handled() < 1) std::this_thread::sleep_for(5ms);
  const auto deadline = std::chrono::steady_clock::now() + 5s;
  while (server.server().connections() > 0 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(server.server().connections(), 0u);
  EXPECT_FALSE(client.ReadAnswer().whole);
}

TEST(Server, ABodyCutShortReachesTheHandlerAsReset) {
  EchoServer server;
  auto client = server.Connect();
  client.Send(Post("/whole", "Content-Length: 5\r\n", "abc"));
  client.FinishSending();
  const Answer answer = client.ReadAnswer();
  EXPECT_EQ(answer.status, 400);
  EXPECT_NE(answer.body.find("http.body_cut"), std::string::npos);
}

TEST(Server, AddressesHaveABoundedNumberOfConnections) {
  Limits limits;
  limits.connections_per_address = 3;
  EchoServer server(limits);
  std::vector<wire::WireClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(server.Connect());
    clients.back().Send(Get("/whole"));
    EXPECT_EQ(clients.back().ReadAnswer().status, 200);
  }
  auto fourth = server.Connect();
  fourth.Send(Get("/whole"));
  EXPECT_EQ(fourth.ReadAll(), "");
  EXPECT_EQ(server.observed().all(1), std::vector<std::string>{"http.too_many_connections"});
  clients.pop_back();
  for (int i = 0; i < 100 && server.server().connections() == 3; ++i) std::this_thread::sleep_for(10ms);
  auto fifth = server.Connect();
  fifth.Send(Get("/whole"));
  EXPECT_EQ(fifth.ReadAnswer().status, 200);
}

TEST(Server, StopLetsRequestsFinishAndClosesIdleConnections) {
  EchoServer server(Limits{}, nullptr, 2);
  auto idle = server.Connect();
  idle.Send(Get("/whole"));
  EXPECT_EQ(idle.ReadAnswer().status, 200);
  auto busy = server.Connect();
  busy.Send(Get("/slow"));
  while (server.handled() < 2) std::this_thread::sleep_for(5ms);
  auto stopped = std::async(std::launch::async, [&] { return server.server().Stop(5s); });
  EXPECT_EQ(idle.ReadAll(), "");
  const Answer answer = busy.ReadAnswer();
  EXPECT_EQ(answer.body, "slow");
  EXPECT_NE(answer.head.find("Connection: close"), std::string::npos);
  EXPECT_EQ(busy.ReadAll(), "");
  EXPECT_EQ(stopped.get(), 0u);
  EXPECT_FALSE(server.Connect().connected());
}

TEST(Server, StopCutsOffWhatDoesNotFinish) {
  EchoServer server;
  auto client = server.Connect();
  client.Send(Post("/whole", "Content-Length: 5\r\n", "abc"));
  while (server.handled() < 1) std::this_thread::sleep_for(5ms);
  EXPECT_EQ(server.server().Stop(100ms), 1u);
  EXPECT_EQ(client.ReadAll(), "");
  EXPECT_EQ(client.ending(), Ending::CutOff);
}

TEST(Server, ServesManyConnectionsOnAllCores) {
  EchoServer server(Limits{}, nullptr, 2);
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int c = 0; c < 10; ++c) {
        auto client = server.Connect();
        for (int i = 0; i < 10; ++i) {
          client.Send(Post("/echo", "Content-Length: 4\r\n", "ping"));
          good += client.ReadAnswer().body == "ping";
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 800);
}

TEST(Server, SaysWhyItCannotListen) {
  const auto runtime = CoreRuntime::Start(1).value();
  EchoHandler handler(runtime->core(0));
  const auto give = [&](std::size_t) -> RequestHandler& { return handler; };
  EXPECT_FALSE(Server::Start(*runtime, {.address = "not an address"}, give, nullptr).ok());
  EXPECT_FALSE(Server::Start(*runtime, {.address = "192.0.2.1", .port = 1}, give, nullptr).ok());
}

}  // namespace
}  // namespace bpol::net
