// Tally: what one generated unit and its requests came to. Plain data of fixed size, so that it can lie in memory
// shared with the process that counts.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>

#include "runtime/values/fault.h"
#include "tests/agreement/engines.h"

namespace bpol::agreement {

inline constexpr std::size_t kMostForms = 512;

struct Tally {
  std::bitset<kMostForms> forms;  // by place in FormNames()
  std::uint32_t decisions = 0;
  std::uint32_t answers = 0;                                // responses redacted
  std::array<std::uint32_t, 4> effects{};                   // by schema::Effect
  std::array<std::uint32_t, values::kFaultCount> faults{};  // by values::Fault; None stays 0
  std::uint32_t conditions = 0, both_ways = 0;
  double cost_above_worst = 0;  // Engines::CostAboveWorst; of one unit

  void Count(const trial::Ruling& ruling);
  // The conditions of a unit, after its last request.
  void CountConditions(const Engines& engines);
  Tally& operator+=(const Tally& other);  // all but the forms and what is of one unit
};

}  // namespace bpol::agreement
