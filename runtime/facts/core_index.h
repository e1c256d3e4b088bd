// One core's view of all stores: plain maps that only this core's thread touches. The text of a fact is shared between
// the cores and never changes; the maps are not shared.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "runtime/facts/change.h"
#include "runtime/facts/fact_store.h"

namespace bpol::facts {

class CoreIndex {
 public:
  Found Find(std::string_view store, std::string_view key) const {
    if (!available_) return {Found::Kind::Unavailable, nullptr};
    const auto facts = stores_.find(store);
    if (facts == stores_.end()) return {Found::Kind::Absent, nullptr};
    const auto fact = facts->second.find(key);
    if (fact == facts->second.end()) return {Found::Kind::Absent, nullptr};
    return {Found::Kind::Present, fact->second.get()};
  }

  void Apply(const Change& change) {
    if (change.json != nullptr) {
      stores_[change.store].insert_or_assign(change.key, change.json);
    } else if (const auto facts = stores_.find(change.store); facts != stores_.end()) {
      facts->second.erase(change.key);
    }
  }

  void MakeUnavailable() { available_ = false; }

 private:
  // Looks up by string_view without making a string.
  struct HashText {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  template <typename T>
  using ByName = std::unordered_map<std::string, T, HashText, std::equal_to<>>;

  ByName<ByName<std::shared_ptr<const std::string>>> stores_;
  bool available_ = true;
};

}  // namespace bpol::facts
