// How a fact is changed: plainly, or, where it is a record with a lifecycle, as far as that allows.
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <optional>

#include "gateway/admin/admin_handler.h"
#include "gateway/enforce/json_object.h"
#include "gateway/http/target.h"
#include "gateway/identity/strict_json.h"

namespace bpol::admin {
namespace {

namespace asio = boost::asio;
using Token = asio::use_awaitable_t<Executor>;

struct Event {
  std::string name, actor;
};

// {"event":"withdrawn","actor":"customer"}, and nothing else in it.
std::optional<Event> EventOf(std::string_view json) {
  const auto parsed = identity::ParseObject(json);
  const auto* object = std::get_if<nlohmann::json>(&parsed);
  if (object == nullptr) return std::nullopt;
  Event event;
  for (const auto& [name, value] : object->items()) {
    std::string* member = name == "event" ? &event.name : name == "actor" ? &event.actor : nullptr;
    if (member == nullptr || !value.is_string()) return std::nullopt;
    *member = value.get<std::string>();
    if (member->empty()) return std::nullopt;
  }
  return event.name.empty() ? std::nullopt : std::optional(std::move(event));
}

// The key stands in the query, which can hold every text: a path never has a slash or a percent sign in a segment.
std::optional<std::string> KeyOf(std::string_view query) {
  constexpr std::string_view kKey = "key=";
  if (!query.starts_with(kKey) || query.find('&') != std::string_view::npos) return std::nullopt;
  return http::PercentDecode(query.substr(kKey.size()));
}

values::Instant Now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

Reply RefuseWithoutUnit() {
  return Refuse(503, "unit.none", "no policy unit is loaded that says what this store holds");
}

}  // namespace

Task<Reply> AdminHandler::ChangeFact(net::Exchange& exchange, std::string_view store) {
  std::optional<std::string> key = KeyOf(exchange.request().query());
  if (!key) co_return Refuse(400, "fact.key", "a fact is named by its store and `?key=`, percent-encoded");
  Place place{std::string(store), std::move(*key)};
  const std::string method(exchange.request().method);
  const http::CollectedBody body = co_await http::Collect(exchange.body(), facts::kMaxJson);
  if (body.kind == http::BodyStep::Kind::Reset) co_return Refuse(body.why);
  if (method == "POST") co_return co_await Happen(std::move(place), body.bytes);
  if (method == "PUT") co_return co_await Put(std::move(place), body.bytes);
  const Result<bool> removed = co_await Await([this, &place](facts::OnReplaced done) {
    services_.facts.Remove(place.store, place.key,
                           [done](const Status& status) { done(status.ok() ? Result<bool>(true) : status.error()); });
  });
  if (!removed.ok()) co_return Refuse(422, "fact.refused", removed.error().message);
  co_return Reply{204, ""};
}

// The unit is asked and the store looked into without a pause between: both are what they are now. What another change
// makes of the fact until this one is written, Replace finds.
Task<Reply> AdminHandler::Put(Place place, std::string json) {
  const enforce::LoadedUnit* unit = services_.publication.active();
  if (unit == nullptr) co_return RefuseWithoutUnit();
  if (const schema::Lifecycle* lifecycle = unit->LifecycleOf(place.store)) {
    Stored stored = Look(place);
    Judgement judged = RecordKeeper(*unit, *lifecycle).Write(stored.json(), json);
    co_return co_await Replace(std::move(place), std::move(stored), std::move(judged));
  }
  const Result<bool> written = co_await Await([this, &place, &json](facts::OnReplaced done) {
    services_.facts.Put(place.store, place.key, std::move(json),
                        [done](const Status& status) { done(status.ok() ? Result<bool>(true) : status.error()); });
  });
  if (!written.ok()) co_return Refuse(422, "fact.refused", written.error().message);
  co_return Reply{204, ""};
}

Task<Reply> AdminHandler::Happen(Place place, std::string_view json) {
  const std::optional<Event> event = EventOf(json);
  if (!event)
    co_return Refuse(422, "event.refused", R"(an event is {"event":"…","actor":"…"}, and {"event":"clock"} nobody's)");
  const enforce::LoadedUnit* unit = services_.publication.active();
  if (unit == nullptr) co_return RefuseWithoutUnit();
  const schema::Lifecycle* lifecycle = unit->LifecycleOf(place.store);
  if (lifecycle == nullptr)
    co_return Refuse(404, "lifecycle.none", "the active unit has no lifecycle for what this store holds");
  Stored stored = Look(place);
  Judgement judged = RecordKeeper(*unit, *lifecycle).Happen(stored.json(), {event->name, event->actor}, Now());
  const Kept* kept = std::get_if<Kept>(&judged);
  const std::string said =
      kept == nullptr
          ? ""
          : std::move(enforce::JsonObject().Text("state", kept->state).Json("final", kept->final ? "true" : "false"))
                .End();
  Reply reply = co_await Replace(std::move(place), std::move(stored), std::move(judged));
  if (reply.status == 204) reply = {200, said};
  co_return reply;
}

AdminHandler::Stored AdminHandler::Look(const Place& place) const {
  const facts::Found found = services_.facts.Find(services_.core, place.store, place.key);
  return {.known = found.kind != facts::Found::Kind::Unavailable,
          .text = found.json != nullptr ? std::optional(*found.json) : std::nullopt};
}

Task<Reply> AdminHandler::Replace(Place place, Stored stored, Judgement judged) {
  if (!stored.known) co_return Refuse(503, "fact.unavailable", "the fact store is stopped");
  if (const auto* refused = std::get_if<Refused>(&judged))
    co_return Refuse(refused->status, refused->reason, refused->detail);
  Kept& kept = std::get<Kept>(judged);
  const Result<bool> replaced = co_await Await([this, &place, &stored, &kept](facts::OnReplaced done) {
    services_.facts.Replace(place.store, place.key, std::move(stored.text), std::move(kept.json), std::move(done));
  });
  if (!replaced.ok()) co_return Refuse(422, "fact.refused", replaced.error().message);
  if (!*replaced) co_return Refuse(409, "fact.changed", "somebody else changed the fact meanwhile; ask again");
  co_return Reply{204, ""};
}

Task<Result<bool>> AdminHandler::Await(std::function<void(facts::OnReplaced)> begin) {
  std::optional<Result<bool>> answer;
  co_await asio::async_initiate<const Token, void()>(
      [&](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        begin([this, shared, &answer](const Result<bool>& said) {
          asio::post(services_.context, [shared, &answer, said] {
            answer.emplace(said);
            std::move (*shared)();
          });
        });
      },
      Token{});
  co_return std::move(*answer);
}

}  // namespace bpol::admin
