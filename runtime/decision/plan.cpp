#include "runtime/decision/plan.h"

namespace bpol::decision {

Plan::Plan(const schema::Unit& unit) : unit_(&unit), memory_(4u << 10) {
  for (const schema::Line& line : unit.lines) effects_.push_back(line.effect);
  for (const schema::Block& block : unit.blocks) blocks_.push_back({block.kind, block.gate});
  for (const schema::Action& action : unit.actions) actions_.push_back(ObligationsOf(action));
}

Plan::Obligations Plan::ObligationsOf(const schema::Action& action) const {
  Obligations all;
  if (action.obligations.empty()) return all;
  std::vector<std::vector<std::uint32_t>> owned(effects_.size() + blocks_.size());
  for (const schema::ObligationSite& site : action.obligations) {
    const std::uint32_t owner = site.index | (site.owner == schema::OwnerKind::Block ? Event::kBlock : 0);
    owned[Place(owner)].push_back(static_cast<std::uint32_t>(all.sites.size()));
    all.sites.push_back({.obligation = site.obligation, .function = site.function, .owner = owner, .when = site.when});
  }
  for (const std::vector<std::uint32_t>& sites : owned) {
    all.first.push_back(static_cast<std::uint32_t>(all.order.size()));
    all.order.insert(all.order.end(), sites.begin(), sites.end());
  }
  all.first.push_back(static_cast<std::uint32_t>(all.order.size()));
  return all;
}

void Plan::Fix(const Ask& arguments) {
  for (const schema::Action& action : unit_->actions) {
    Obligations& all = actions_[IndexOf(action)];
    for (std::size_t site = 0; site < all.sites.size(); ++site)
      if (action.obligations[site].constant) all.sites[site].fixed = arguments(action, all.sites[site], memory_);
  }
}

}  // namespace bpol::decision
