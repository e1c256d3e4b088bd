// AdminHandler: the operators' door, plain HTTP on a loopback address, every request with the token of the
// configuration.
//   GET    /health                     200 {"status":"serving","unit":{…}}, or 503 while no unit is loaded
//   GET    /unit                       name, version, hash and label of the active unit
//   POST   /unit                       a bundle: compiled apart, tested, published; answered when every core has it
//   POST   /unit/rollback              the unit before the active one becomes active again
//   PUT    /stores/{store}?key={key}   a fact as JSON; answered when committed and on every core
//   POST   /stores/{store}?key={key}   what happened to a record that has a lifecycle: {"event":"…","actor":"…"}
//   DELETE /stores/{store}?key={key}
//   GET    /reviews                    requests that wait for a human
//   POST   /reviews/{id}/approve       or /reject
//
// Runs on a core of its own, so that whatever it does is never in the way of a request.
#pragma once

#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "gateway/admin/record_keeper.h"
#include "gateway/admin/reply.h"
#include "gateway/enforce/loaded_unit.h"
#include "gateway/enforce/reviews.h"
#include "gateway/net/exchange.h"
#include "runtime/facts/fact_store.h"
#include "runtime/unit/publication.h"

namespace bpol::admin {

// Makes a unit out of a bundle's bytes; may take seconds, is called on a thread of its own, one at a time.
using LoadUnit = std::function<Result<std::unique_ptr<const enforce::LoadedUnit>>(std::string_view bundle)>;

// What the admin thread knows of the active unit.
struct ActiveUnit {
  std::string name, version, hash, label;
};

struct Services {
  boost::asio::io_context& context;  // of the admin core
  std::string token;
  LoadUnit load;
  unit::Publication<enforce::LoadedUnit>& publication;
  facts::FactStore& facts;
  unsigned core;  // of the admin thread, among those of the fact store
  enforce::Reviews& reviews;
};

class AdminHandler final : public net::RequestHandler {
 public:
  explicit AdminHandler(Services services) : services_(std::move(services)) {}
  Task<void> Handle(net::Exchange& exchange) override;

  // Publishes a unit and returns when every core has switched. On the admin core.
  Task<void> Publish(std::unique_ptr<const enforce::LoadedUnit> unit);

 private:
  Task<Reply> Route(net::Exchange& exchange);
  Task<Reply> Load(net::Exchange& exchange);
  Task<Reply> RollBack();
  // Of one fact: change_fact.cpp.
  struct Place {
    std::string store, key;
  };
  Task<Reply> ChangeFact(net::Exchange& exchange, std::string_view store);
  Task<Reply> Put(Place place, std::string json);
  Task<Reply> Happen(Place place, std::string_view event);
  // What the store holds under a key, as a text of our own.
  struct Stored {
    bool known = true;  // false: the store is stopped
    std::optional<std::string> text;
    const std::string* json() const { return text ? &*text : nullptr; }
  };
  Stored Look(const Place& place) const;
  Task<Reply> Replace(Place place, Stored stored, Judgement judged);
  // What the store says when it is done, back on the admin core.
  Task<Result<bool>> Await(std::function<void(facts::OnReplaced)> begin);
  Reply Health() const;
  Reply ListReviews() const;
  Reply ChangeReview(std::string_view rest);
  bool Authorised(const http::RequestHead& head) const;

  Services services_;
  boost::asio::thread_pool loader_{1};
  ActiveUnit active_, before_;
};

}  // namespace bpol::admin
