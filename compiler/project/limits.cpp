#include "compiler/project/limits.h"

#include <algorithm>
#include <set>

#include "compiler/diagnostics/suggest.h"

namespace bpol::project {
namespace {

void CheckCost(std::int64_t limit, Span span, const std::string& what, std::int64_t cost, Diagnostics& diagnostics) {
  if (cost <= limit) return;
  diagnostics.Add(
      {.code = Code::CostAboveLimit,
       .span = span,
       .message = what + " may cost " + std::to_string(cost) + "; the manifest allows " + std::to_string(limit),
       .help = "lower the `max` of the collections that its rules walk through, or raise `limits.cost`"});
}

void CheckObligations(const std::vector<std::string>& fulfilled, const checked::Action& action,
                      const schema::Unit& schema, Diagnostics& diagnostics) {
  std::set<std::string_view> told;
  for (const checked::Oblige& oblige : action.obligations) {
    const std::string& name = schema.obligations[oblige.site.obligation].name;
    if (std::ranges::find(fulfilled, name) != fulfilled.end() || !told.insert(name).second) continue;
    diagnostics.Add(
        {.code = Code::ObligationNotFulfilled,
         .span = action.span,
         .message = "`" + schema.actions[action.action].name + "` obliges to `" + name + "`, which the host cannot do",
         .help = "if it can, list `" + name + "` under `obligations` of [host]; else leave the `oblige` out"});
  }
}

void CheckKeys(const Manifest& manifest, const schema::Unit& schema, Diagnostics& diagnostics) {
  const std::vector<std::string_view> known(schema.keys.begin(), schema.keys.end());
  for (const Placed& key : manifest.keys) {
    if (std::ranges::find(known, key.text) != known.end()) continue;
    const Advice advice = diagnostics::DidYouMean(key.text, known);
    diagnostics.Add({.code = Code::ManifestSetting,
                     .span = key.span,
                     .message = "no policy declares the key `" + key.text + "`",
                     .help = advice.empty() ? "a policy declares it: `key " + key.text + " for pseudonym`" : advice});
  }
}

}  // namespace

void CheckLimits(const Manifest& manifest, const checked::Unit& unit, const schema::Unit& schema,
                 std::span<const std::int64_t> lifecycle_costs, Diagnostics& diagnostics) {
  CheckKeys(manifest, schema, diagnostics);
  for (const checked::Action& action : unit.actions) {
    const schema::Action& declared = schema.actions[action.action];
    if (manifest.cost_limit)
      CheckCost(*manifest.cost_limit, action.span, "`" + declared.name + "`", declared.cost, diagnostics);
    if (manifest.host_obligations) CheckObligations(*manifest.host_obligations, action, schema, diagnostics);
  }
  for (std::size_t i = 0; manifest.cost_limit && i < lifecycle_costs.size(); ++i) {
    const std::string& record = schema.records[schema.lifecycles[i].record].name;
    CheckCost(*manifest.cost_limit, unit.lifecycles[i].span, "an event of `" + record + "`", lifecycle_costs[i],
              diagnostics);
  }
}

}  // namespace bpol::project
