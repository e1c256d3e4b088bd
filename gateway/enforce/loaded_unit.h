// LoadedUnit: a unit and what the gateway made ready for it: routes, binders, redaction plans, upstream groups.
// INVARIANT: a store holds records of at most one lifecycle. INVARIANT: every route of a LoadedUnit can be served: its
// upstream is configured, its host obligations are known, its stores have names, its keys have material; what cannot is
// refused when it is loaded, not when a request comes. Thread safety: immutable; published to every core
// (runtime/unit/publication.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/bind/route_table.h"
#include "gateway/config/config.h"
#include "runtime/bind/route_binder.h"
#include "runtime/keys/key_ring.h"
#include "runtime/redact/plan.h"
#include "runtime/unit/policy_unit.h"

namespace bpol::enforce {

struct LoadedRoute {
  bind::RouteBinder binder;
  const schema::Route* route = nullptr;
  const schema::Action* action = nullptr;
  const redact::Plan* plan = nullptr;  // null: the action declares no response, so no body is passed on
  config::AuditMode audit = config::AuditMode::FailClosed;
};

class LoadedUnit {
 public:
  // An error says which part of the unit this gateway cannot serve, and why. `ring` outlives the unit.
  static Result<std::unique_ptr<const LoadedUnit>> Make(std::unique_ptr<const unit::PolicyUnit> policy,
                                                        const config::Config& config, const keys::KeyRing& ring);

  const unit::PolicyUnit& policy() const { return *policy_; }
  const schema::Unit& schema() const { return policy_->schema(); }
  const bind::RouteTable& routes() const { return routes_; }
  const keys::UnitKeys& keys() const { return keys_; }
  const LoadedRoute& route(std::uint32_t index) const { return loaded_[index]; }
  // Of the records that a store holds; null where they have none, or no fact comes from such a store.
  const schema::Lifecycle* LifecycleOf(std::string_view store) const;
  // `version;first 16 digits of the hash of its meaning`: the bpol-unit header.
  const std::string& label() const { return label_; }

 private:
  LoadedUnit(std::unique_ptr<const unit::PolicyUnit> policy, keys::UnitKeys keys)
      : policy_(std::move(policy)), keys_(std::move(keys)), routes_(policy_->schema()) {}
  Status MakePlans();
  Status MakeRoutes(const config::Config& config);

  std::unique_ptr<const unit::PolicyUnit> policy_;
  keys::UnitKeys keys_;
  bind::RouteTable routes_;
  std::vector<std::unique_ptr<const redact::Plan>> plans_;  // one a schema::Unit::actions, null without a redaction
  std::vector<LoadedRoute> loaded_;                         // one a schema::Unit::routes
  std::string label_;
};

}  // namespace bpol::enforce
