#include "runtime/decision/plan.h"

namespace bpol::decision {

namespace {

// As Plan::Site::effects. A line's site comes out with whatever effect the line supports.
std::uint8_t EffectsOf(const schema::ObligationSite& site) {
  using schema::When;
  constexpr std::uint8_t all = 0b1111;
  if (site.owner == schema::OwnerKind::Line) return all;
  switch (site.when) {
    case When::Permit:
    case When::Challenge:
    case When::Review:
    case When::Deny:
      return static_cast<std::uint8_t>(1u << static_cast<unsigned>(site.when));
    case When::Any:
      return all;
  }
  BPOL_CHECK(false, "every `on` names an effect or any");
}
static_assert(static_cast<int>(schema::When::Permit) == static_cast<int>(schema::Effect::Permit) &&
              static_cast<int>(schema::When::Challenge) == static_cast<int>(schema::Effect::Challenge) &&
              static_cast<int>(schema::When::Review) == static_cast<int>(schema::Effect::Review) &&
              static_cast<int>(schema::When::Deny) == static_cast<int>(schema::Effect::Deny));

}  // namespace

Plan::Plan(const schema::Unit& unit) : unit_(&unit), memory_(4u << 10) {
  for (const schema::Line& line : unit.lines) lines_.push_back({line.effect, false});
  for (const schema::Block& block : unit.blocks) blocks_.push_back({block.kind, block.gate, false});
  for (const schema::Action& action : unit.actions) {
    actions_.push_back(MakeObligations(action));
    for (const schema::ObligationSite& site : action.obligations)
      (site.owner == schema::OwnerKind::Line ? lines_[site.index].obliges : blocks_[site.index].obliges) = true;
  }
}

Plan::Obligations Plan::MakeObligations(const schema::Action& action) const {
  Obligations all;
  if (action.obligations.empty()) return all;
  std::vector<std::vector<std::uint32_t>> owned(lines_.size() + blocks_.size());
  std::vector<std::uint32_t> named(unit_->obligations.size());
  for (const schema::ObligationSite& site : action.obligations) ++named[site.obligation];
  for (const schema::ObligationSite& site : action.obligations) {
    const std::uint32_t owner = site.index | (site.owner == schema::OwnerKind::Block ? Event::kBlock : 0);
    owned[Place(owner)].push_back(static_cast<std::uint32_t>(all.sites_.size()));
    all.sites_.push_back({.obligation = site.obligation,
                          .function = site.function,
                          .owner = owner,
                          .effects = EffectsOf(site),
                          .alone = named[site.obligation] == 1});
  }
  for (const std::vector<std::uint32_t>& sites : owned) {
    all.first_.push_back(static_cast<std::uint32_t>(all.order_.size()));
    all.order_.insert(all.order_.end(), sites.begin(), sites.end());
  }
  all.first_.push_back(static_cast<std::uint32_t>(all.order_.size()));
  return all;
}

void Plan::Fix(const Ask& arguments) {
  for (const schema::Action& action : unit_->actions) {
    Obligations& all = actions_[IndexOf(action)];
    for (std::size_t site = 0; site < all.sites_.size(); ++site)
      if (action.obligations[site].constant) all.sites_[site].fixed = arguments(action, all.sites_[site], memory_);
  }
}

}  // namespace bpol::decision
