#include "gateway/bind/http_wire_source.h"

#include <gtest/gtest.h>

#include "runtime/bind/fact_key.h"
#include "runtime/bind/route_binder.h"
#include "runtime/bind/upstream_headers.h"
#include "tests/support/allocations/allocations.h"
#include "tests/unit/runtime/bind/pay_unit.h"

namespace bpol::bind {
namespace {

using schema::Conversion;
using schema::Source;

// One request to `POST /consents/{consent}/payments`, from its head on, over the parts that the edge has read.
class HttpWireSourceTest : public ::testing::Test {
 protected:
  HttpWireSourceTest() {
    head.method = "POST";
    head.target = "/consents/c%2C17/payments?name=a%20b&twice=1&twice=2&empty&%6eoted=x";
    head.path_size = head.target.find('?');
    for (const auto& [name, value] : {std::pair{"x-at", "2026-11-20T08:00:00Z"}, {"cookie", "session=s"}})
      EXPECT_TRUE(head.fields.Add(name, value));
    connection.peer_address = "2001:db8::1";
    connection.peer_port = 54321;
    connection.tls_version = "TLSv1.3";
    token.claims = {{"client_id", "\"tpp\""}, {"scope", "\"payments accounts\""}, {"limit", "5"}};
    certificate.country = "DE";
    certificate.role_names = "PSP_AI";
    certificate.sha256_text = "AAEC";
    route = {.method = "POST", .path = "/consents/{consent}/payments", .action = 0};
    Bind("subject.id", Source::Token, "client_id");
    Bind("subject.scopes", Source::Token, "scope", Conversion::Words);
    Bind("subject.roles", Source::Certificate, "psd2_roles");
    Bind("subject.home", Source::Certificate, "country");
    Bind("context.mtls", Source::Cookie, "session", Conversion::IsPresent);
    Bind("context.ip", Source::Connection, "ip");
    Bind("context.at", Source::Header, "x-at");
    Bind("consent_id", Source::Path, "consent");
    route.headers = {{.name = "x-at", .path = pay.Path("context.at"), .text = {}},
                     {.name = "x-id", .path = pay.Path("subject.id"), .text = {}}};
    pay.unit.routes.push_back(route);
    use.keys = {pay.Path("consent_id"), pay.Path("context.at"), pay.Path("context.ip"), pay.Path("subject.home")};
  }

  void Bind(std::string_view target, Source source, std::string name, Conversion conversion = Conversion::Plain) {
    route.bindings.push_back({pay.Path(target), source, std::move(name), conversion});
  }

  // All that the gateway does from the head to the last thing that it asks a store for.
  void Take() {
    NoRoute why = NoRoute::Path;
    const auto match = routes->Match(head.method, head.path(), arena, why);
    ASSERT_TRUE(match.has_value());
    const HttpWireSource wire(head, connection, match->variables, &token, &certificate, arena);
    FrameWriter writer(pay.unit, pay.action(), arena, parser);
    misfit = binder->Bind(wire, writer);
    ArenaList<HeaderText> headers(arena);
    if (!misfit) misfit = TakeUpstreamHeaders(pay.unit, route, writer, arena, room, headers);
    key = KeyOf(pay.unit, pay.action(), use, writer.frame(), arena, room).text;
    std::ranges::copy_n(headers.begin(), static_cast<std::ptrdiff_t>(std::min(headers.size(), sent.size())),
                        sent.begin());
  }

  WireItem Find(Source source, std::string_view name) {
    return HttpWireSource(head, connection, {}, &token, &certificate, arena).Find(source, name);
  }

  PayUnit pay;
  http::RequestHead head;
  net::ConnectionInfo connection;
  identity::VerifiedToken token;
  identity::CertificateFacts certificate;
  schema::Route route;
  schema::FactUse use;
  Arena arena;
  JsonParser parser;
  std::string room;
  std::optional<RouteTable> routes;
  std::optional<RouteBinder> binder;
  Misfit misfit;
  std::string_view key;
  std::array<HeaderText, 2> sent;
};

TEST_F(HttpWireSourceTest, EveryPartOfARequestHasItsItems) {
  using Form = WireItem::Form;
  const struct {
    Source source;
    std::string_view name;
    Form form;
    std::string_view text;
  } kRows[] = {
      {Source::Token, "client_id", Form::Json, "\"tpp\""},
      {Source::Token, "limit", Form::Json, "5"},
      {Source::Token, "sub", Form::Absent, ""},
      {Source::Certificate, "country", Form::Text, "DE"},
      {Source::Certificate, "organization_identifier", Form::Absent, ""},
      {Source::Certificate, "psd2_roles", Form::Text, "PSP_AI"},
      {Source::Certificate, "sha256", Form::Text, "AAEC"},
      {Source::Connection, "ip", Form::Text, "2001:db8::1"},
      {Source::Connection, "port", Form::Text, "54321"},
      {Source::Connection, "mtls", Form::Text, "false"},
      {Source::Connection, "tls_version", Form::Text, "TLSv1.3"},
      {Source::Header, "x-at", Form::Text, "2026-11-20T08:00:00Z"},
      {Source::Header, "x-other", Form::Absent, ""},
      {Source::Query, "name", Form::Text, "a b"},
      {Source::Query, "noted", Form::Text, "x"},
      {Source::Query, "twice", Form::Repeated, ""},
      {Source::Query, "empty", Form::Absent, ""},
      {Source::Cookie, "session", Form::Text, "s"},
  };
  for (const auto& row : kRows) {
    const WireItem item = Find(row.source, row.name);
    EXPECT_EQ(item.form, row.form) << row.name;
    EXPECT_EQ(item.text, row.text) << row.name;
  }
}

TEST_F(HttpWireSourceTest, FromTheHeadToTheKeysOfFactsNothingIsTakenFromTheHeap) {
  routes.emplace(pay.unit);
  binder.emplace(pay.unit, route);
  std::uint64_t before = 0;
  for (int round = 0; round < 3; ++round) {
    arena.Reset();
    before = testing::AllocationsSoFar();
    Take();
  }
  EXPECT_EQ(testing::AllocationsSoFar() - before, 0u);
  EXPECT_GT(before, 0u);
  EXPECT_FALSE(misfit.has_value()) << misfit->path;
  EXPECT_EQ(key, "c%2C17,2026-11-20T08:00:00Z,2001:db8::1,DE");
  EXPECT_EQ(sent[0].value, "2026-11-20T08:00:00Z");
  EXPECT_EQ(sent[1].value, "tpp");
}

}  // namespace
}  // namespace bpol::bind
