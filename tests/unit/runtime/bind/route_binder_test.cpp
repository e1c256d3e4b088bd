#include "runtime/bind/route_binder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "runtime/bind/fact_key.h"
#include "runtime/bind/record_bits.h"
#include "runtime/bind/upstream_headers.h"
#include "tests/unit/runtime/bind/pay_unit.h"

namespace bpol::bind {
namespace {

using schema::Conversion;
using schema::Source;

// Items by `source:name`.
class MapSource : public WireSource {
 public:
  explicit MapSource(std::map<std::pair<Source, std::string>, WireItem> items) : items_(std::move(items)) {}
  WireItem Find(Source source, std::string_view name) const override {
    const auto found = items_.find({source, std::string(name)});
    return found == items_.end() ? WireItem() : found->second;
  }

 private:
  std::map<std::pair<Source, std::string>, WireItem> items_;
};

WireItem Text(std::string_view text) {
  return {WireItem::Form::Text, text};
}
WireItem Json(std::string_view json) {
  return {WireItem::Form::Json, json};
}

class RouteBinderTest : public testing::Test {
 protected:
  RouteBinderTest() {
    Bind("context.mtls", Source::Connection, "mtls");
    Bind("context.ip", Source::Connection, "ip");
    Bind("context.at", Source::Header, "x-at");
    Bind("subject.id", Source::Token, "client_id");
    Bind("subject.roles", Source::Certificate, "psd2_roles");
    Bind("subject.scopes", Source::Token, "scope", Conversion::Words);
    Bind("subject.home", Source::Certificate, "country");
    Bind("consent_id", Source::Path, "consent");
    Bind("resource.scheme", Source::Constant, "\"IBAN\"");
    items[{Source::Connection, "mtls"}] = Text("true");
    items[{Source::Connection, "ip"}] = Text("192.0.2.7");
    items[{Source::Token, "client_id"}] = Json("\"tpp\"");
    items[{Source::Token, "scope"}] = Json("\" b  a \"");
    items[{Source::Certificate, "psd2_roles"}] = Text("PSP_AI");
  }

  void Bind(std::string_view target, Source source, std::string name, Conversion conversion = Conversion::Plain) {
    route.bindings.push_back({pay.Path(target), source, std::move(name), conversion});
  }

  std::string FaultOf() {
    const RouteBinder binder(pay.unit, route);
    writer.emplace(pay.unit, pay.action(), arena, parser);
    const Misfit misfit = binder.Bind(MapSource(items), *writer);
    if (!misfit) return "";
    return std::string(values::FaultCode(misfit->fault)) + " " + std::string(misfit->path);
  }
  void CheckAt(const std::string& path, const std::string& expected) {
    EXPECT_EQ(pay.At(writer->frame(), path, arena), expected) << path;
  }
  void CheckItem(Source source, const std::string& name, WireItem item, const std::string& fault) {
    const auto before = items;
    items[{source, name}] = item;
    EXPECT_EQ(FaultOf(), fault) << name << " " << item.text;
    items = before;
  }

  PayUnit pay;
  schema::Route route;
  std::map<std::pair<Source, std::string>, WireItem> items;
  Arena arena;
  JsonParser parser;
  std::optional<FrameWriter> writer;
};

TEST_F(RouteBinderTest, BindsWhatTheWireHas) {
  EXPECT_EQ(FaultOf(), "");
  CheckAt("context.ip", "192.0.2.7");
  CheckAt("context.mtls", "true");
  CheckAt("context.at", "absent");
  CheckAt("subject.id", "tpp");
  CheckAt("subject.roles", "PSP_AI");
  CheckAt("subject.scopes", "a,b");
  CheckAt("subject.home", "absent");
  CheckAt("consent_id", "absent");
}

TEST_F(RouteBinderTest, RefusesWhatDoesNotFit) {
  CheckItem(Source::Connection, "ip", Text("10.0.0"), "input.misfit context.ip");
  CheckItem(Source::Connection, "mtls", Text("yes"), "input.misfit context.mtls");
  CheckItem(Source::Connection, "ip", WireItem(), "input.missing context.ip");
  CheckItem(Source::Header, "x-at", Text("soon"), "input.misfit context.at");
  CheckItem(Source::Header, "x-at", Text(""), "");
  CheckItem(Source::Header, "x-at", {WireItem::Form::Repeated, {}}, "input.duplicate context.at");
  CheckItem(Source::Token, "client_id", Json("7"), "input.misfit subject.id");
  CheckItem(Source::Token, "client_id", Json("null"), "input.misfit subject.id");
  CheckItem(Source::Token, "client_id", Json("{"), "input.misfit subject.id");
  CheckItem(Source::Token, "scope", Json("[\"a\"]"), "input.misfit subject.scopes");
  CheckItem(Source::Token, "scope", Json("\"a b c d\""), "input.too_large subject.scopes");
  CheckItem(Source::Certificate, "psd2_roles", Text("PSP_XX"), "input.unknown_member subject.roles");
  CheckItem(Source::Certificate, "country", Text("UK"), "input.misfit subject.home");
  CheckItem(Source::Path, "consent", Text("123456789"), "input.too_large keys.consent_id");
}

TEST_F(RouteBinderTest, TellsTheFirstDeclaredFieldFirst) {
  items[{Source::Connection, "ip"}] = Text("x");
  items[{Source::Token, "client_id"}] = Json("7");
  EXPECT_EQ(FaultOf(), "input.misfit subject.id");
}

TEST_F(RouteBinderTest, ARecordThatMayBeAbsentIsWholeOrNotThere) {
  EXPECT_EQ(FaultOf(), "");
  CheckAt("resource", "absent");
  Bind("resource.name", Source::Header, "x-name");
  Bind("resource.account", Source::Header, "x-account");
  items[{Source::Header, "x-name"}] = Text("Ann");
  EXPECT_EQ(FaultOf(), "input.missing resource.account");
  items[{Source::Header, "x-account"}] = Text("DE89370400440532013000");
  EXPECT_EQ(FaultOf(), "");
  CheckAt("resource.name", "Ann");
}

// What a rule reads of a record does not decide whether it is there.
TEST_F(RouteBinderTest, ARecordIsThereWhenAnythingOfItCame) {
  Bind("resource.name", Source::Header, "x-name");
  std::vector<schema::Live>& live = pay.unit.actions[0].live;
  const auto resource = std::ranges::find(live, pay.action().resource, &schema::Live::field);
  ASSERT_NE(resource, live.end());
  *resource = {.field = pay.action().resource};  // `resource is present`, and nothing else
  EXPECT_EQ(FaultOf(), "");
  CheckAt("resource", "absent");  // a constant does not come
  items[{Source::Header, "x-name"}] = Text("Ann");
  EXPECT_EQ(FaultOf(), "");
  const schema::Field& field = pay.unit.records[pay.action().frame].fields[pay.action().resource];
  EXPECT_TRUE(TestBit(writer->frame(), field.presence_bit));
}

TEST_F(RouteBinderTest, AnAttributeThatNoBindingGivesIsMissing) {
  std::erase_if(route.bindings, [](const schema::Binding& binding) { return binding.name == "mtls"; });
  EXPECT_EQ(FaultOf(), "input.missing context.mtls");
}

TEST_F(RouteBinderTest, PresenceIsABoolean) {
  for (schema::Binding& binding : route.bindings) {
    if (binding.name == "mtls") binding = {binding.target, Source::Header, "x-user-ip", Conversion::IsPresent};
  }
  EXPECT_EQ(FaultOf(), "");
  CheckAt("context.mtls", "false");
  items[{Source::Header, "x-user-ip"}] = Text("10.0.0.1");
  EXPECT_EQ(FaultOf(), "");
  CheckAt("context.mtls", "true");
}

TEST_F(RouteBinderTest, TheHostSetsTheRest) {
  ASSERT_EQ(FaultOf(), "");
  const schema::FactUse& consent = pay.action().facts[0];
  CheckAt("consent", "unavailable");
  writer->SetFact(consent, {Looked::State::Found, R"({"id":"c"})"});
  CheckAt("consent.id", "c");
  writer->SetFact(consent, {Looked::State::Found, R"({"id":"c")"});
  CheckAt("consent", "unavailable");
  writer->SetFact(consent, {Looked::State::Absent});
  CheckAt("consent", "absent");
  writer->SetSignal(pay.action().signals[0], {Looked::State::Found, "3"});
  CheckAt("used", "3");
  const std::uint32_t lines[] = {1};
  writer->SetApproved(lines);
  CheckAt("approved", "1");
  writer->SetNow(0);
  CheckAt("now", "1970-01-01T00:00:00Z");
  const Misfit misfit = writer->SetBody(R"({"amount":"EUR 1.00","to":{"scheme":"IBAN"}})");
  ASSERT_TRUE(misfit.has_value());
  EXPECT_EQ(misfit->path, "body.to.account");
}

TEST_F(RouteBinderTest, CookiesThatCannotBeToldApartAreNotAskedFor) {
  Bind("resource.name", Source::Cookie, "name");
  for (schema::Binding& binding : route.bindings) {
    if (binding.name == "mtls") binding = {binding.target, Source::Cookie, "session", Conversion::IsPresent};
  }
  CheckItem(Source::Cookie, "session", Text("s"), "");
  CheckItem(Source::Cookie, "session", {WireItem::Form::Malformed, {}}, "input.misfit context.mtls");
  CheckItem(Source::Cookie, "session", {WireItem::Form::Repeated, {}}, "input.duplicate context.mtls");
}

// The key of a fact with these keys, `absent` or `unavailable`.
TEST_F(RouteBinderTest, KeysOfFactsAreSpeltSoThatNoTwoAreOne) {
  const struct {
    std::string_view id, home;
    std::vector<std::string> keys;
    std::string_view key;
  } kRows[] = {
      {"tpp", "DE", {}, "*"},
      {"tpp", "DE", {"subject.id"}, "tpp"},
      {"t,%", "DE", {"subject.id"}, "t,%"},
      {"tpp", "DE", {"subject.home"}, "DE"},
      {"tpp", "", {"subject.home"}, "absent"},
      {"tpp", "DE", {"subject.id", "subject.home"}, "tpp,DE"},
      {"tpp", "DE", {"subject.home", "subject.id"}, "DE,tpp"},
      {"t,%", "DE", {"subject.id", "subject.home"}, "t%2C%25,DE"},
      {"tpp", "", {"subject.id", "subject.home"}, "absent"},
      {"tpp", "", {"subject.home", "consent.id"}, "unavailable"},
      {"tpp", "DE", {"now"}, "2026-11-20T08:00:00Z"},
  };
  for (const auto& row : kRows) {
    const std::string id = '"' + std::string(row.id) + '"';
    items[{Source::Token, "client_id"}] = Json(id);
    items[{Source::Certificate, "country"}] = Text(row.home);
    ASSERT_EQ(FaultOf(), "") << row.key;
    writer->SetNow(1'795'161'600'000'000);
    schema::FactUse use;
    for (const std::string& key : row.keys) use.keys.push_back(pay.Path(key));
    std::string room;
    const FactKey key = KeyOf(pay.unit, pay.action(), use, writer->frame(), arena, room);
    const std::string_view seen = key.state == FactKey::State::There    ? key.text
                                  : key.state == FactKey::State::Absent ? "absent"
                                                                        : "unavailable";
    EXPECT_EQ(seen, row.key);
  }
}

TEST_F(RouteBinderTest, HeadersOfTheUpstreamAreFieldValuesOrTheRequestIsRefused) {
  route.headers = {{.name = "x-id", .path = pay.Path("subject.id"), .text = {}},
                   {.name = "x-home", .path = pay.Path("subject.home"), .text = {}},
                   {.name = "x-fixed", .path = {}, .text = "a b"}};
  const struct {
    std::string_view id, home, seen;
  } kRows[] = {
      {"tpp", "DE", "x-id:tpp x-home:DE x-fixed:a b "},
      {"a b", "", "x-id:a b x-fixed:a b "},
      {"", "FR", "x-home:FR x-fixed:a b "},
      {" a", "", "input.misfit subject.id"},
      {"a ", "", "input.misfit subject.id"},
      {"a\\r\\nb", "", "input.misfit subject.id"},
      {"a\\tb", "", "input.misfit subject.id"},
      {"\xc3\xbc", "", "input.misfit subject.id"},
      {"a\\u007fb", "", "input.misfit subject.id"},
  };
  for (const auto& row : kRows) {
    const std::string id = '"' + std::string(row.id) + '"';
    items[{Source::Token, "client_id"}] = Json(id);
    items[{Source::Certificate, "country"}] = Text(row.home);
    ASSERT_EQ(FaultOf(), "") << row.id;
    ArenaList<HeaderText> headers(arena);
    std::string room;
    const Misfit misfit = TakeUpstreamHeaders(pay.unit, route, *writer, arena, room, headers);
    std::string seen;
    for (const HeaderText& header : headers) seen += std::string(header.name) + ":" + std::string(header.value) + " ";
    if (misfit) seen = std::string(values::FaultCode(misfit->fault)) + " " + std::string(misfit->path);
    EXPECT_EQ(seen, row.seen) << row.id;
  }
}

}  // namespace
}  // namespace bpol::bind
