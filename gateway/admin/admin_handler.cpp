#include "gateway/admin/admin_handler.h"

#include <openssl/crypto.h>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "gateway/enforce/json_object.h"
#include "gateway/http/interaction_id.h"

namespace bpol::admin {
namespace {

namespace asio = boost::asio;
using Token = asio::use_awaitable_t<Executor>;
using enforce::JsonObject;

// A bundle holds sources, tables and tests; the largest we know of is a few megabytes.
constexpr std::uint64_t kMaxBundle = 64u << 20;

std::string UnitJson(const ActiveUnit& unit) {
  return std::move(JsonObject()
                       .Text("name", unit.name)
                       .Text("version", unit.version)
                       .Text("hash", unit.hash)
                       .Text("label", unit.label))
      .End();
}

}  // namespace

bool AdminHandler::Authorised(const http::RequestHead& head) const {
  const http::FieldLookup field = head.fields.Find("authorization");
  const std::string expected = "Bearer " + services_.token;
  return field.presence == http::Presence::Once && field.value.size() == expected.size() &&
         CRYPTO_memcmp(field.value.data(), expected.data(), expected.size()) == 0;
}

Task<void> AdminHandler::Handle(net::Exchange& exchange) {
  Reply reply;
  if (Authorised(exchange.request())) {
    reply = co_await Route(exchange);
  } else {
    reply = Refuse(401, "admin.token", "the admin listener wants `Authorization: Bearer` and its token");
  }
  http::ResponseHead head;
  head.status = reply.status;
  static_cast<void>(
      head.fields.Add("content-type", reply.status < 400 ? "application/json" : "application/problem+json"));
  static_cast<void>(head.fields.Add("cache-control", "no-store"));
  co_await exchange.Respond(std::move(head), reply.body);
}

Task<Reply> AdminHandler::Route(net::Exchange& exchange) {
  const std::string_view method = exchange.request().method;
  const std::string_view path = exchange.request().path();
  if (method == "GET" && path == "/health") co_return Health();
  if (method == "GET" && path == "/unit" && !active_.name.empty()) co_return Reply{200, UnitJson(active_)};
  if (method == "POST" && path == "/unit") co_return co_await Load(exchange);
  if (method == "POST" && path == "/unit/rollback") co_return co_await RollBack();
  if ((method == "PUT" || method == "POST" || method == "DELETE") && path.starts_with("/stores/"))
    co_return co_await ChangeFact(exchange, path.substr(8));
  if (method == "GET" && path == "/reviews") co_return ListReviews();
  if (method == "POST" && path.starts_with("/reviews/")) co_return ChangeReview(path.substr(9));
  co_return Refuse(404, "admin.unknown", "the admin listener has no such path or method");
}

Reply AdminHandler::Health() const {
  if (active_.name.empty()) return Refuse(503, "unit.none", "no policy unit is loaded");
  return {200, std::move(JsonObject().Text("status", "serving").Json("unit", UnitJson(active_))).End()};
}

Task<Reply> AdminHandler::Load(net::Exchange& exchange) {
  const http::CollectedBody body = co_await http::Collect(exchange.body(), kMaxBundle);
  if (body.kind == http::BodyStep::Kind::Reset) co_return Refuse(body.why);
  using Loaded = Result<std::unique_ptr<const enforce::LoadedUnit>>;
  std::optional<Loaded> loaded;
  co_await asio::async_initiate<const Token, void()>(
      [&](auto handler) {
        asio::post(loader_, [this, &body, &loaded, handler = std::move(handler)]() mutable {
          loaded.emplace(services_.load(body.bytes));
          asio::post(services_.context, std::move(handler));
        });
      },
      Token{});
  if (!loaded->ok()) co_return Refuse(422, "unit.refused", loaded->error().message);
  std::unique_ptr<const enforce::LoadedUnit> unit = std::move(*loaded).value();
  co_await Publish(std::move(unit));
  co_return Reply{200, std::move(JsonObject().Json("unit", UnitJson(active_))).End()};
}

Task<void> AdminHandler::Publish(std::unique_ptr<const enforce::LoadedUnit> unit) {
  const schema::Unit& schema = unit->schema();
  const ActiveUnit next{schema.name, schema.version, schema.hash, unit->label()};
  co_await asio::async_initiate<const Token, void()>(
      [&](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        services_.publication.Publish(std::move(unit), unit::Previous::KeepWarm, [this, shared] {
          asio::post(services_.context, [shared] { std::move (*shared)(); });
        });
      },
      Token{});
  before_ = std::exchange(active_, next);
}

Task<Reply> AdminHandler::RollBack() {
  bool possible = true;
  co_await asio::async_initiate<const Token, void()>(
      [&](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        const auto resume = [this, shared] { asio::post(services_.context, [shared] { std::move (*shared)(); }); };
        possible = services_.publication.RollBack(unit::Previous::KeepWarm, resume);
        if (!possible) resume();
      },
      Token{});
  if (!possible) co_return Refuse(409, "unit.no_previous", "no earlier unit is kept");
  std::swap(active_, before_);
  co_return Reply{200, std::move(JsonObject().Json("unit", UnitJson(active_))).End()};
}

Reply AdminHandler::ListReviews() const {
  std::string list = "[";
  for (const enforce::Review& review : services_.reviews.List()) {
    if (list.size() > 1) list += ',';
    list += std::move(JsonObject()
                          .Text("id", review.id)
                          .Text("action", review.action)
                          .Text("reason", review.reason)
                          .Text("unit", review.unit)
                          .Text("interaction_id", review.interaction_id)
                          .Text("held_at", review.held_at)
                          .Json("approved", review.approved ? "true" : "false"))
                .End();
  }
  return {200, std::move(JsonObject().Json("reviews", list + "]")).End()};
}

Reply AdminHandler::ChangeReview(std::string_view rest) {
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view id = rest.substr(0, slash);
  const std::string_view verb = rest.substr(std::min(slash + 1, rest.size()));
  const bool known = verb == "approve"  ? services_.reviews.Approve(id)
                     : verb == "reject" ? services_.reviews.Reject(id)
                                        : false;
  if (!known) return Refuse(404, "review.unknown", "no such review waits, or the verb is not approve or reject");
  return {204, ""};
}

}  // namespace bpol::admin
