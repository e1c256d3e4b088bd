// Which server is asked: regions, round robin, ejection, servers that cannot be reached, TLS.
#include <gtest/gtest.h>

#include <set>

#include "gateway/net/server.h"
#include "gateway/upstream/picker.h"
#include "tests/support/wire/certificates.h"
#include "tests/unit/gateway/upstream/client_harness.h"
#include "tests/unit/gateway/upstream/scripted_server.h"

namespace bpol::upstream {
namespace {

using namespace std::chrono_literals;

const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

Script Always() {
  return Script(20, Step{.bytes = kOk});
}

// A port that nobody listens on: it was free a moment ago.
std::string DeadUrl() {
  return ScriptedServer({Always()}).url();
}

TEST(Regions, OnlyAllowedOnesAreAsked) {
  ScriptedServer eu({Always()});
  ScriptedServer us({Always()});
  ClientHarness client(QuickSettings({{.url = eu.url(), .region = "eu"}, {.url = us.url(), .region = "us"}}));
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(client.Send({.any_region = false, .regions = {"eu"}}), "200 hi");
    EXPECT_EQ(client.served_by(), "eu");
  }
  EXPECT_EQ(us.connections(), 0);
  EXPECT_EQ(client.Send({.any_region = false, .regions = {"jp"}}), "residency.no_upstream");
  EXPECT_EQ(client.Send({.any_region = false, .regions = {}}), "residency.no_upstream");
}

TEST(Regions, ADeadLawfulServerIsNeverReplacedByAnUnlawfulOne) {
  ScriptedServer us({Always()});
  ClientHarness client(QuickSettings({{.url = DeadUrl(), .region = "eu"}, {.url = us.url(), .region = "us"}}));
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(client.Send({.any_region = false, .regions = {"eu"}}), "upstream.connect_failed");
  }
  EXPECT_EQ(us.connections(), 0);
}

TEST(Regions, RequestsGoRoundAndPassOverTheDead) {
  ScriptedServer a({Always()});
  ScriptedServer b({Always()});
  ClientHarness client(QuickSettings({{.url = a.url(), .region = "a"}, {.url = b.url(), .region = "b"}}));
  std::set<std::string> served;
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(client.Send(), "200 hi");
    served.insert(client.served_by());
  }
  EXPECT_EQ(served.size(), 2u);
  ClientHarness half(QuickSettings({{.url = DeadUrl(), .region = "dead"}, {.url = b.url(), .region = "b"}}));
  // Nothing had left for the dead one, so that even a payment may go to the other.
  for (int i = 0; i < 6; ++i) EXPECT_EQ(half.Send({.method = "POST", .body = "x"}), "200 hi");
}

TEST(Picker, EjectsAfterFailuresInARowAndTriesAgain) {
  auto settings = QuickSettings({{.url = "http://a", .region = "x"}, {.url = "http://b", .region = "x"}});
  const auto group = UpstreamGroup::Make(settings).value();
  Picker picker(*group);
  const std::vector<bool> tried(2);
  const auto any = AllowedRegions::Any();
  const auto start = tls::Clock::time_point{} + 1h;
  const auto picked = [&](tls::Clock::time_point now) {
    return std::set{*picker.Pick(any, tried, now), *picker.Pick(any, tried, now)};
  };
  for (int i = 0; i < 2; ++i) picker.Failed(0, start);
  EXPECT_EQ(picked(start), (std::set<std::size_t>{0, 1}));
  picker.Failed(0, start);
  EXPECT_EQ(picked(start), (std::set<std::size_t>{1}));
  EXPECT_EQ(picked(start + 5s), (std::set<std::size_t>{0, 1}));
  // Failing again at once: twice as long.
  for (int i = 0; i < 3; ++i) picker.Failed(0, start + 5s);
  EXPECT_EQ(picked(start + 14s), (std::set<std::size_t>{1}));
  EXPECT_EQ(picked(start + 15s), (std::set<std::size_t>{0, 1}));
  for (int i = 0; i < 3; ++i) picker.Failed(1, start + 6s);
  // Both ejected: the one that is free first, rather than nobody.
  EXPECT_EQ(picked(start + 7s), (std::set<std::size_t>{1}));
  picker.Succeeded(0);
  EXPECT_EQ(picked(start + 7s), (std::set<std::size_t>{0}));
}

struct UrlRow {
  std::string url;
  std::string host;
  std::string authority;
  std::uint16_t port;
};

TEST(Group, TakesUrlsApart) {
  for (const UrlRow& row :
       {UrlRow{"http://Bank.Example", "bank.example", "bank.example", 80}, UrlRow{"http://bank:80", "bank", "bank", 80},
        UrlRow{"http://bank:81", "bank", "bank:81", 81}, UrlRow{"http://[::1]:8080", "::1", "[::1]:8080", 8080},
        UrlRow{"http://127.0.0.1:9", "127.0.0.1", "127.0.0.1:9", 9}}) {
    const auto group = UpstreamGroup::Make(QuickSettings({{.url = row.url, .region = "x"}})).value();
    const Server& server = group->servers()[0];
    EXPECT_EQ(server.host, row.host);
    EXPECT_EQ(server.authority, row.authority);
    EXPECT_EQ(server.port, row.port);
  }
}

TEST(Group, SaysWhatIsWrongWithAUrl) {
  for (const std::string url : {"", "bank", "ftp://bank", "http://", "http://bank/", "http://bank/path",
                                "http://u@bank", "http://bank:99999", "http://bank?x", "https://bank"}) {
    const auto group = UpstreamGroup::Make(QuickSettings({{.url = url, .region = "x"}}));
    ASSERT_FALSE(group.ok()) << url;
    EXPECT_NE(group.error().message.find("`" + url + "`"), std::string::npos) << group.error().message;
  }
  EXPECT_FALSE(UpstreamGroup::Make(QuickSettings({{.url = "http://bank", .region = ""}})).ok());
  EXPECT_FALSE(UpstreamGroup::Make(QuickSettings({})).ok());
}

class PeerHandler final : public net::RequestHandler {
 public:
  Task<void> Handle(net::Exchange& exchange) override {
    http::ResponseHead head;
    head.status = 200;
    const bool known = exchange.connection().client_certificate.has_value();
    co_await exchange.Respond(head, known ? "known" : "unknown");
  }
};

std::string AskOverTls(const wire::Certificates& certificates, const std::string& host,
                       const tls::ClientSettings& client) {
  const auto runtime = net::CoreRuntime::Start(1).value();
  PeerHandler handler;
  const auto tls = tls::ServerContext::Load({.certificate_file = certificates.server(),
                                             .key_file = certificates.server_key(),
                                             .client_certificate = tls::ClientCertificate::Optional,
                                             .client_ca_file = certificates.ca()})
                       .value();
  const auto server = net::Server::Start(
                          *runtime, {.address = host == "127.0.0.2" ? host : "127.0.0.1", .tls = tls},
                          [&](std::size_t) -> net::RequestHandler& { return handler; }, nullptr)
                          .value();
  GroupSettings settings =
      QuickSettings({{.url = "https://" + host + ":" + std::to_string(server->port()), .region = "x"}});
  settings.tls = tls::ClientContext::Load(client).value();
  ClientHarness harness(settings);
  const std::string first = harness.Send();
  // The second request finds the first one's connection, session tickets notwithstanding.
  EXPECT_EQ(harness.idle(), first.starts_with("200") ? 1u : 0u);
  return harness.Send() == first ? first : "differs";
}

TEST(UpstreamTls, TheServerMustProveItsName) {
  const wire::Certificates certificates;
  const tls::ClientSettings plain{.ca_file = certificates.ca()};
  EXPECT_EQ(AskOverTls(certificates, "localhost", plain), "200 unknown");
  EXPECT_EQ(AskOverTls(certificates, "127.0.0.1", plain), "200 unknown");
  EXPECT_EQ(AskOverTls(certificates, "127.0.0.2", plain), "upstream.tls_failed");
  EXPECT_EQ(AskOverTls(certificates, "localhost", {.ca_file = certificates.stranger()}), "upstream.tls_failed");
  EXPECT_EQ(AskOverTls(certificates, "localhost",
                       {.ca_file = certificates.ca(),
                        .certificate_file = certificates.client(),
                        .key_file = certificates.client_key()}),
            "200 known");
}

}  // namespace
}  // namespace bpol::upstream
