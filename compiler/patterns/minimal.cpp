// States that no text tells apart become one: groups are split until all states of a group go to the same groups.
#include <algorithm>
#include <map>

#include "compiler/patterns/table.h"

namespace bpol::patterns {
namespace {

// The group of each state, numbered by first appearance, the state of no way back first.
std::vector<std::uint32_t> Split(const Table& table, const std::vector<std::uint32_t>& group) {
  std::map<std::vector<std::uint32_t>, std::uint32_t> known;
  std::vector<std::uint32_t> split;
  for (std::size_t state = 0; state < table.states(); ++state) {
    std::vector<std::uint32_t> key = {group[state]};
    for (std::size_t c = 0; c < table.classes; ++c) key.push_back(group[table.next[state * table.classes + c]]);
    split.push_back(known.try_emplace(std::move(key), static_cast<std::uint32_t>(known.size())).first->second);
  }
  return split;
}

std::uint32_t Count(const std::vector<std::uint32_t>& group) {
  std::uint32_t most = 0;
  for (const std::uint32_t number : group) most = std::max(most, number + 1);
  return most;
}

// Bytes that no state tells apart any more are one class, numbered by the least of them.
Table WithFewestClasses(const Table& table) {
  std::map<std::vector<std::uint32_t>, std::uint8_t> known;
  std::vector<std::uint8_t> kept;  // an old class for each new one
  Table small;
  small.accepts = table.accepts;
  small.start = table.start;
  for (std::size_t byte = 0; byte < table.class_of.size(); ++byte) {
    const std::uint8_t old = table.class_of[byte];
    std::vector<std::uint32_t> column;
    for (std::size_t state = 0; state < table.states(); ++state)
      column.push_back(table.next[state * table.classes + old]);
    const auto [place, is_new] = known.try_emplace(std::move(column), static_cast<std::uint8_t>(kept.size()));
    if (is_new) kept.push_back(old);
    small.class_of[byte] = place->second;
  }
  small.classes = kept.size();
  for (std::size_t state = 0; state < table.states(); ++state) {
    for (const std::uint8_t old : kept) small.next.push_back(table.next[state * table.classes + old]);
  }
  return small;
}

// States numbered as texts first come to them, so that equal meanings have equal tables.
Table Renumbered(const Table& table) {
  std::vector<std::uint32_t> order = {0}, place(table.states(), 0);
  const auto meet = [&](std::uint32_t state) {
    if (state == 0 || place[state] != 0) return;
    place[state] = static_cast<std::uint32_t>(order.size());
    order.push_back(state);
  };
  meet(table.start);
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t c = 0; c < table.classes; ++c) meet(table.next[order[i] * table.classes + c]);
  }
  Table made;
  made.class_of = table.class_of;
  made.classes = table.classes;
  made.start = place[table.start];
  for (const std::uint32_t state : order) {
    made.accepts.push_back(table.accepts[state]);
    for (std::size_t c = 0; c < table.classes; ++c) made.next.push_back(place[table.next[state * table.classes + c]]);
  }
  return made;
}

}  // namespace

Table Minimal(const Table& table) {
  std::vector<std::uint32_t> group;
  for (const bool accepts : table.accepts) group.push_back(accepts ? 1 : 0);
  for (std::uint32_t before = 0; before != Count(group);) {
    before = Count(group);
    group = Split(table, group);
  }
  Table small;
  small.class_of = table.class_of;
  small.classes = table.classes;
  small.start = group[table.start];
  for (std::size_t state = 0; state < table.states(); ++state) {
    if (group[state] < small.states()) continue;
    small.accepts.push_back(table.accepts[state]);
    for (std::size_t c = 0; c < table.classes; ++c) small.next.push_back(group[table.next[state * table.classes + c]]);
  }
  return Renumbered(WithFewestClasses(small));
}

}  // namespace bpol::patterns
