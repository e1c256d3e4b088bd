// Automaton -> table: each set of states that may hold together becomes one state.
#include <algorithm>
#include <map>
#include <string>

#include "compiler/patterns/patterns.h"
#include "compiler/patterns/table.h"

namespace bpol::patterns {
namespace {

// Before equal states are joined there may be more of them.
constexpr std::size_t kMostSets = 2 * kMostStates;

using StateSet = std::vector<StateId>;  // sorted: Bytes and Accept only

class Determiner {
 public:
  explicit Determiner(const Automaton& automaton) : automaton_(automaton), seen_(automaton.states.size()) {}

  Result<Table> Run() {
    SplitBytes();
    Number({});
    StateSet start;
    if (automaton_.start != kNowhere) Reach(automaton_.start, start);
    table_.start = Number(Sorted(std::move(start)));
    for (std::uint32_t state = 0; state < sets_.size(); ++state) {
      if (sets_.size() > kMostSets)
        return Error{"the pattern needs a table of more than " + std::to_string(kMostStates) + " states"};
      Fill(state);
    }
    return std::move(table_);
  }

 private:
  // Bytes that no state tells apart are one class.
  void SplitBytes() {
    std::array<bool, 257> begins{};
    for (const State& state : automaton_.states) {
      if (state.kind != State::Kind::Bytes) continue;
      begins[state.low] = true;
      begins[state.high + 1u] = true;
    }
    std::uint8_t number = 0;
    for (std::size_t byte = 0; byte < 256; ++byte) {
      if (begins[byte] && byte != 0) ++number;
      if (byte == 0 || begins[byte]) representative_.push_back(static_cast<std::uint8_t>(byte));
      table_.class_of[byte] = number;
    }
    table_.classes = representative_.size();
  }

  // What holds at `id` without another byte. Not by calling itself: a pattern may be long.
  void Reach(StateId id, StateSet& into) {
    std::vector<StateId> open = {id};
    while (!open.empty()) {
      const StateId at = open.back();
      open.pop_back();
      if (seen_[at]) continue;
      seen_[at] = true;
      visited_.push_back(at);
      const State& state = automaton_.states[at];
      if (state.kind != State::Kind::Split) {
        into.push_back(at);
        continue;
      }
      open.push_back(state.next);
      open.push_back(state.other);
    }
  }

  StateSet Sorted(StateSet set) {
    for (const StateId id : visited_) seen_[id] = false;
    visited_.clear();
    std::ranges::sort(set);
    return set;
  }

  std::uint32_t Number(StateSet set) {
    const auto [place, is_new] = known_.try_emplace(std::move(set), static_cast<std::uint32_t>(sets_.size()));
    if (is_new) {
      sets_.push_back(&place->first);
      table_.accepts.push_back(std::ranges::any_of(
          place->first, [&](StateId id) { return automaton_.states[id].kind == State::Kind::Accept; }));
    }
    return place->second;
  }

  void Fill(std::uint32_t state) {
    for (const std::uint8_t byte : representative_) {
      StateSet next;
      for (const StateId id : *sets_[state]) {
        const State& from = automaton_.states[id];
        if (from.kind == State::Kind::Bytes && from.low <= byte && byte <= from.high) Reach(from.next, next);
      }
      table_.next.push_back(Number(Sorted(std::move(next))));
    }
  }

  const Automaton& automaton_;
  Table table_;
  std::vector<std::uint8_t> representative_;  // a byte of each class
  std::map<StateSet, std::uint32_t> known_;
  std::vector<const StateSet*> sets_;
  std::vector<bool> seen_;
  std::vector<StateId> visited_;
};

}  // namespace

Result<Table> Determine(const Automaton& automaton) {
  return Determiner(automaton).Run();
}

}  // namespace bpol::patterns
