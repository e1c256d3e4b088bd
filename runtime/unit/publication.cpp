#include "runtime/unit/publication.h"

#include <algorithm>

#include "runtime/base/check.h"

namespace bpol::unit {

AnyPublication::AnyPublication(unsigned cores, Executors executors) : executors_(std::move(executors)), cores_(cores) {
  BPOL_CHECK(cores > 0, "somebody decides");
}

AnyPublication::~AnyPublication() {
  for (const auto& round : rounds_) {
    for (const Count& count : round->counts) BPOL_CHECK(count.inside == 0, "no lease outlives its publication");
  }
  for (const auto& unit : units_) unit->destroy(unit->object);
}

void AnyPublication::PublishAny(std::unique_ptr<Unit> unit, Previous previous, std::function<void()> on_switched) {
  BPOL_CHECK(unit->object != nullptr, "only a unit is published; without one, nothing is");
  units_.push_back(std::move(unit));
  Activate(units_.back().get(), previous, std::move(on_switched));
}

bool AnyPublication::RollBack(Previous previous, std::function<void()> on_switched) {
  if (warm_ == nullptr) return false;
  Unit* const unit = std::exchange(warm_, nullptr);
  Activate(unit, previous, std::move(on_switched));
  return true;
}

void AnyPublication::Activate(Unit* unit, Previous previous, std::function<void()> on_switched) {
  auto owned = std::make_unique<Round>(Round{unit, std::vector<Count>(cores_.size()), 0, 0, std::move(on_switched)});
  Round* const round = owned.get();
  for (Count& count : round->counts) count.round = round;
  rounds_.push_back(std::move(owned));
  ++unit->publications;

  Unit* const replaced = std::exchange(active_, unit);
  Unit* const was_warm = std::exchange(warm_, previous == Previous::KeepWarm ? replaced : nullptr);
  if (was_warm != nullptr) DestroyIfUnused(was_warm);
  for (unsigned core = 0; core < cores_.size(); ++core)
    executors_.post_to_core(core, [this, core, round] { SwitchCore(core, round); });
}

// On the core's thread.
void AnyPublication::SwitchCore(unsigned core, Round* round) {
  Round* const old = std::exchange(cores_[core].round, round);
  executors_.post_to_admin([this, round] { Switched(round); });
  if (old == nullptr) return;
  Count& count = old->counts[core];
  count.draining = true;
  if (count.inside == 0) LastOut(count);
}

// On the core's thread. The count may be gone as soon as this is posted.
void AnyPublication::LastOut(Count& count) {
  executors_.post_to_admin([this, round = count.round] { Drained(round); });
}

void AnyPublication::Switched(Round* round) {
  ++round->switched;
  BPOL_CHECK(round->switched <= cores_.size(), "each core answers once");
  if (round->switched < cores_.size()) return;
  if (const auto on_switched = std::exchange(round->on_switched, nullptr)) on_switched();
  RetireIfDone(round);
}

void AnyPublication::Drained(Round* round) {
  ++round->drained;
  BPOL_CHECK(round->drained <= cores_.size(), "each core is drained once");
  RetireIfDone(round);
}

void AnyPublication::RetireIfDone(Round* round) {
  if (round->switched < cores_.size() || round->drained < cores_.size()) return;
  Unit* const unit = round->unit;
  std::erase_if(rounds_, [round](const auto& owned) { return owned.get() == round; });
  --unit->publications;
  DestroyIfUnused(unit);
}

void AnyPublication::DestroyIfUnused(Unit* unit) {
  if (unit->publications > 0 || unit == warm_) return;
  unit->destroy(unit->object);
  std::erase_if(units_, [unit](const auto& owned) { return owned.get() == unit; });
}

}  // namespace bpol::unit
