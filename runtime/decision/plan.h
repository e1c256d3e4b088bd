// Plan: what Decide asks of a unit's schema with every decision, packed so that it stays in the cache: the effect of
// each line, the kind of each block, and whose obligations are whose. Made once for a unit. Thread safety: immutable
// once made, and shared by all cores.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "runtime/base/arena.h"
#include "runtime/decision/decision.h"

namespace bpol::decision {

class Plan {
 public:
  // `unit` outlives the plan and stays where it is.
  explicit Plan(const schema::Unit& unit);

  const schema::Unit& unit() const { return *unit_; }
  schema::Effect EffectOf(std::uint32_t line) const { return effects_[line]; }
  schema::BlockKind KindOf(std::uint32_t block) const { return blocks_[block].kind; }
  bool IsGate(std::uint32_t block) const { return blocks_[block].gate; }

  // One `oblige` of an action. `fixed` is there when it is known without asking: its arguments.
  struct Site {
    std::uint32_t obligation = 0;
    std::uint32_t function = 0;
    std::uint32_t owner = 0;  // as Event::index has it
    schema::When when = schema::When::Any;
    std::optional<std::span<const Value>> fixed = {};
  };
  // In order of the text. `action` is one of the unit's.
  std::span<const Site> SitesOf(const schema::Action& action) const { return actions_[IndexOf(action)].sites; }
  // Indices in SitesOf of the sites of one line or block, which `owner` names as Event::index does.
  std::span<const std::uint32_t> OwnedBy(const schema::Action& action, std::uint32_t owner) const {
    const Obligations& all = actions_[IndexOf(action)];
    if (all.sites.empty()) return {};
    const std::uint32_t at = Place(owner);
    return {all.order.data() + all.first[at], all.first[at + 1] - all.first[at]};
  }

  // Asks for what reads nothing of a request: `arguments` answers for a site of an action that is constant, or with
  // nothing where it would rather be asked again with each decision. What it answers is kept in `memory`.
  using Ask = std::function<std::optional<std::span<const Value>>(const schema::Action&, const Site&, Arena& memory)>;
  void Fix(const Ask& arguments);

 private:
  struct PackedBlock {
    schema::BlockKind kind;
    bool gate;
  };
  struct Obligations {
    std::vector<Site> sites;
    std::vector<std::uint32_t> first;  // by place of the owner: where its part of `order` begins
    std::vector<std::uint32_t> order;  // site indices, by owner
  };

  std::uint32_t IndexOf(const schema::Action& action) const {
    const auto index = static_cast<std::size_t>(&action - unit_->actions.data());
    BPOL_CHECK(index < actions_.size(), "an action belongs to the plan's unit");
    return static_cast<std::uint32_t>(index);
  }
  // Lines first, then blocks.
  std::uint32_t Place(std::uint32_t owner) const {
    if ((owner & Event::kBlock) == 0) return owner;
    return static_cast<std::uint32_t>(effects_.size()) + (owner & ~Event::kBlock);
  }
  Obligations ObligationsOf(const schema::Action& action) const;

  const schema::Unit* unit_;
  std::vector<schema::Effect> effects_;  // by line
  std::vector<PackedBlock> blocks_;
  std::vector<Obligations> actions_;
  Arena memory_;  // of fixed arguments
};

}  // namespace bpol::decision
