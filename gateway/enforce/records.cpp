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

JsonObject Begin(const Recorded& recorded, const Pseudonyms& pseudonyms) {
  JsonObject object;
  object.Text("id", recorded.id)
      .Text("interaction_id", recorded.interaction_id)
      .Text("method", recorded.method)
      .Text("route", recorded.route)
      .Text("client", recorded.client)
      .Text("subject", pseudonyms.Of("subject", recorded.subject))
      .Text("origin", Network(recorded.peer));
  return object;
}

std::string CountsByClass(const schema::Unit& unit, const std::vector<std::uint64_t>& counts) {
  JsonObject object;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] != 0) object.Number(unit.classes[i], static_cast<std::int64_t>(counts[i]));
  return std::move(object).End();
}

}  // namespace

Result<Pseudonyms> Pseudonyms::Load(const std::string& path) {
  BPOL_TRY(std::string text, ReadFile(path, 4096));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  const auto key = FromHex(text);
  if (!key || key->size() != 32) return Error{"`" + path + "` should hold 64 hexadecimal digits: a key of 32 bytes"};
  return Pseudonyms(*key);
}

std::string Pseudonyms::Of(std::string_view kind, std::string_view value) const {
  std::string text;
  if (value.empty() || !values::Pseudonym(key_, kind, value, text)) return {};
  return text;
}

std::string DecisionRecord(const Recorded& recorded, const Pseudonyms& pseudonyms, const schema::Unit* unit,
                           const schema::Action* action, const decision::Decision* decision) {
  JsonObject object = Begin(recorded, pseudonyms);
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
  }
  return std::move(object).End();
}

std::string AccessLine(const Recorded& recorded, const Pseudonyms& pseudonyms, const Outcome& outcome,
                       std::string_view effect, std::string_view unit) {
  JsonObject object = Begin(recorded, pseudonyms);
  object.Number("status", outcome.status)
      .Text("effect", effect)
      .Text("reason", outcome.reason)
      .Text("unit", unit)
      .Text("region", outcome.region)
      .Number("bytes", static_cast<std::int64_t>(outcome.bytes))
      .Number("duration_us", outcome.latency.count());
  return std::move(object).End();
}

}  // namespace bpol::enforce
