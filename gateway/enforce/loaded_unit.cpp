#include "gateway/enforce/loaded_unit.h"

#include <algorithm>

namespace bpol::enforce {
namespace {

// The obligations that this gateway fulfils by itself; anything else would be a promise that nobody keeps.
constexpr std::string_view kFulfilled[] = {"audit"};

// Null where the fact is no record, or one without a lifecycle.
const schema::Lifecycle* LifecycleOf(const schema::Unit& unit, const schema::Fact& fact) {
  const schema::Type& type = unit.types[fact.type];
  const auto found = std::ranges::find(unit.lifecycles, type.declaration, &schema::Lifecycle::record);
  return type.kind == schema::TypeKind::Record && found != unit.lifecycles.end() ? &*found : nullptr;
}

// Whoever writes to a store has to know what it holds.
Status CheckStores(const schema::Unit& unit) {
  for (const schema::Fact& fact : unit.facts) {
    const schema::Lifecycle* lifecycle = LifecycleOf(unit, fact);
    if (lifecycle == nullptr) continue;
    for (const schema::Fact& other : unit.facts) {
      if (other.store == fact.store && LifecycleOf(unit, other) != lifecycle)
        return Error{"the facts `" + fact.name + "` and `" + other.name + "` come from the store `" + fact.store +
                     "` and are not the same record; beside one with a lifecycle a store holds nothing else"};
    }
  }
  return {};
}

Status CheckHost(const schema::Unit& unit, const config::Config& config) {
  for (const schema::Action& action : unit.actions) {
    if (action.cost > config.limits.unit_cost)
      return Error{"action `" + action.name + "` may cost " + std::to_string(action.cost) +
                   "; the limit of this gateway is " + std::to_string(config.limits.unit_cost) +
                   ", `limits.unit_cost`"};
    if (!action.signals.empty())
      return Error{"action `" + action.name + "` reads the signal `" +
                   unit.signals[action.signals.front().signal].name + "`; this gateway keeps no signals"};
    for (const schema::ObligationSite& site : action.obligations) {
      const std::string& name = unit.obligations[site.obligation].name;
      if (std::ranges::find(kFulfilled, name) == std::end(kFulfilled))
        return Error{"action `" + action.name + "` uses the obligation `" + name +
                     "`, which this gateway cannot fulfil"};
    }
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<const LoadedUnit>> LoadedUnit::Make(std::unique_ptr<const unit::PolicyUnit> policy,
                                                           const config::Config& config, const keys::KeyRing& ring) {
  BPOL_TRY_STATUS(CheckHost(policy->schema(), config));
  BPOL_TRY_STATUS(CheckStores(policy->schema()));
  BPOL_TRY(keys::UnitKeys keys, keys::UnitKeys::Make(policy->schema(), ring, keys::UnitKeys::Lacking::Refused));
  std::unique_ptr<LoadedUnit> loaded(new LoadedUnit(std::move(policy), std::move(keys)));
  BPOL_TRY_STATUS(loaded->MakePlans());
  BPOL_TRY_STATUS(loaded->MakeRoutes(config));
  const schema::Unit& unit = loaded->schema();
  loaded->label_ = unit.version + ";" + unit.hash.substr(0, 16);
  return std::unique_ptr<const LoadedUnit>(std::move(loaded));
}

Status LoadedUnit::MakePlans() {
  for (const schema::Action& action : schema().actions) {
    plans_.push_back(nullptr);
    if (action.redaction == schema::kNone) continue;
    BPOL_TRY(redact::Plan plan, redact::Plan::Make(schema(), schema().redactions[action.redaction]));
    plans_.back() = std::make_unique<const redact::Plan>(std::move(plan));
  }
  return {};
}

Status LoadedUnit::MakeRoutes(const config::Config& config) {
  for (const schema::Route& route : schema().routes) {
    const schema::Action& action = schema().actions[route.action];
    const bool known =
        std::ranges::any_of(config.upstreams, [&](const auto& group) { return group.name == route.upstream; });
    if (!known)
      return Error{"route " + route.method + " " + route.path + " goes to the upstream `" + route.upstream +
                   "`, which is not in the configuration: give it an [[upstream]]"};
    const auto mode = config.audit.actions.find(action.name);
    loaded_.push_back({.binder = bind::RouteBinder(schema(), route),
                       .route = &route,
                       .action = &action,
                       .plan = plans_[route.action].get(),
                       .audit = mode != config.audit.actions.end() ? mode->second : config.audit.mode});
  }
  return {};
}

const schema::Lifecycle* LoadedUnit::LifecycleOf(std::string_view store) const {
  for (const schema::Fact& fact : schema().facts) {
    if (fact.store != store) continue;
    if (const schema::Lifecycle* lifecycle = enforce::LifecycleOf(schema(), fact)) return lifecycle;
  }
  return nullptr;
}

}  // namespace bpol::enforce
