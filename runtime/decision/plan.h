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
  schema::Effect EffectOf(std::uint32_t line) const { return lines_[line].effect; }
  schema::BlockKind KindOf(std::uint32_t block) const { return blocks_[block].kind; }
  bool IsGate(std::uint32_t block) const { return blocks_[block].gate; }

  // One `oblige` of an action. `fixed` is there when it is known without asking: its arguments.
  struct Site {
    std::uint32_t obligation = 0;
    std::uint32_t function = 0;
    std::uint32_t owner = 0;   // as Event::index has it
    std::uint8_t effects = 0;  // bit i: comes out with the schema::Effect of that number, if its owner speaks for it
    bool alone = true;         // no other site of the action names this obligation: nothing to join it with
    std::optional<std::span<const Value>> fixed = {};

    bool ComesWith(schema::Effect effect) const { return effects >> static_cast<unsigned>(effect) & 1; }
  };
  // Those of one action.
  class Obligations {
   public:
    std::span<const Site> sites() const { return sites_; }  // in order of the text
    // Indices in sites() of the sites of one line or block, which `owner` names as Event::index does.
    std::span<const std::uint32_t> OwnedBy(const Plan& plan, std::uint32_t owner) const {
      const std::uint32_t at = plan.Place(owner);
      return {order_.data() + first_[at], first_[at + 1] - first_[at]};
    }

   private:
    friend Plan;
    std::vector<Site> sites_;
    std::vector<std::uint32_t> first_;  // by place of the owner: where its part of `order_` begins. Empty without sites
    std::vector<std::uint32_t> order_;  // site indices, by owner
  };
  // `action` is one of the unit's.
  const Obligations& ObligationsOf(const schema::Action& action) const { return actions_[IndexOf(action)]; }
  // Whether a line or block, as Event::index names it, owns a site in any action.
  bool Obliges(std::uint32_t owner) const {
    return (owner & Event::kBlock) == 0 ? lines_[owner].obliges : blocks_[owner & ~Event::kBlock].obliges;
  }

  // Asks for what reads nothing of a request: `arguments` answers for a site of an action that is constant, or with
  // nothing where it would rather be asked again with each decision. What it answers is kept in `memory`.
  using Ask = std::function<std::optional<std::span<const Value>>(const schema::Action&, const Site&, Arena& memory)>;
  void Fix(const Ask& arguments);

 private:
  struct PackedLine {
    schema::Effect effect;
    bool obliges;
  };
  struct PackedBlock {
    schema::BlockKind kind;
    bool gate;
    bool obliges;
  };

  std::uint32_t IndexOf(const schema::Action& action) const {
    const auto index = static_cast<std::size_t>(&action - unit_->actions.data());
    BPOL_CHECK(index < actions_.size(), "an action belongs to the plan's unit");
    return static_cast<std::uint32_t>(index);
  }
  // Lines first, then blocks.
  std::uint32_t Place(std::uint32_t owner) const {
    if ((owner & Event::kBlock) == 0) return owner;
    return static_cast<std::uint32_t>(lines_.size()) + (owner & ~Event::kBlock);
  }
  Obligations MakeObligations(const schema::Action& action) const;

  const schema::Unit* unit_;
  std::vector<PackedLine> lines_;
  std::vector<PackedBlock> blocks_;
  std::vector<Obligations> actions_;
  Arena memory_;  // of fixed arguments
};

}  // namespace bpol::decision
