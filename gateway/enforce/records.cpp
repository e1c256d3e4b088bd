#include "gateway/enforce/records.h"

#include "gateway/enforce/json_object.h"
#include "runtime/values/ip.h"
#include "runtime/values/mask.h"
#include "runtime/values/pseudonym.h"

namespace bpol::enforce {
namespace {

// An address is personal data; its network is enough to see where a call came from.
std::string Network(std::string_view peer) {
  values::Ip ip;
  std::string text;
  if (values::ParseIp(peer, &ip)) values::PrintCidr(values::GeneraliseIp(ip), text);
  return text;
}

JsonObject Begin(const Recorded& recorded) {
  JsonObject object;
  object.Text("id", recorded.id)
      .Text("interaction_id", recorded.interaction_id)
      .Text("method", recorded.method)
      .Text("route", recorded.route)
      .Text("client", recorded.client)
      .Text("subject", recorded.subject)
      .Text("origin", Network(recorded.peer));
  return object;
}

std::string CountsByClass(const schema::Unit& unit, const std::vector<std::uint64_t>& counts) {
  JsonObject object;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] != 0) object.Number(unit.classes[i], static_cast<std::int64_t>(counts[i]));
  return std::move(object).End();
}

// Which version of each key the unit works with, so that a pseudonym can be traced after a rotation.
std::string VersionsOf(const schema::Unit& unit, const keys::UnitKeys& keys) {
  JsonObject object;
  for (std::uint32_t i = 0; i < unit.keys.size(); ++i) object.Text(unit.keys[i], keys.Id(i));
  return std::move(object).End();
}

}  // namespace

std::string Pseudonyms::Of(std::string_view kind, std::string_view value) const {
  char memory[values::kPseudonymBytes];
  values::TextPlace place(memory);
  if (value.empty() || !values::Pseudonym(key_.bytes(), kind, value, place)) return {};
  return std::string(place.text());
}

std::string DecisionRecord(const Recorded& recorded, const schema::Unit* unit, const schema::Action* action,
                           const decision::Decision* decision) {
  JsonObject object = Begin(recorded);
  if (decision == nullptr) {
    object.Text("effect", "deny").Text("reason", recorded.reason).Number("status", recorded.status);
    return std::move(object).End();
  }
  object.Text("action", action->name)
      .Text("effect", decision::EffectName(decision->effect))
      .Text("reason", decision::ReasonCode(*unit, *decision))
      .Json("decision", decision::ToJson(*unit, *decision, decision::UnitPart::With));
  return std::move(object).End();
}

std::string OutcomeRecord(std::string_view id, const Outcome& outcome) {
  JsonObject object;
  object.Text("id", id)
      .Number("status", outcome.status)
      .Text("reason", outcome.reason)
      .Text("region", outcome.region)
      .Number("bytes", static_cast<std::int64_t>(outcome.bytes))
      .Number("latency_us", outcome.latency.count());
  if (outcome.counts != nullptr && outcome.unit != nullptr) {
    object.Json("removed", CountsByClass(*outcome.unit, outcome.counts->removed))
        .Json("transformed", CountsByClass(*outcome.unit, outcome.counts->transformed))
        .Number("dropped", static_cast<std::int64_t>(outcome.counts->dropped))
        .Number("undeclared", static_cast<std::int64_t>(outcome.counts->undeclared));
    if (outcome.keys != nullptr && outcome.keys->size() != 0)
      object.Json("keys", VersionsOf(*outcome.unit, *outcome.keys));
  }
  return std::move(object).End();
}

std::string AccessLine(const Recorded& recorded, const Outcome& outcome, std::string_view effect,
                       std::string_view unit) {
  JsonObject object = Begin(recorded);
  if (outcome.status != 0) object.Number("status", outcome.status);
  object.Text("effect", effect)
      .Text("reason", outcome.reason)
      .Text("detail", outcome.detail)
      .Text("unit", unit)
      .Text("region", outcome.region)
      .Number("bytes", static_cast<std::int64_t>(outcome.bytes))
      .Number("duration_us", outcome.latency.count());
  return std::move(object).End();
}

}  // namespace bpol::enforce
