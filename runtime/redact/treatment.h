// Fates: what the treatments of a place come to, once the conditions are answered (language.md section 7, Redaction).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/redact/context.h"
#include "runtime/schema/schema.h"

namespace bpol::redact {

// A condition of the plan: which of its answers, and which way round.
struct PlanCondition {
  std::uint32_t slot = schema::kNone;  // kNone: always holds
  bool negated = false;
};
struct PlanTreat {
  std::vector<PlanCondition> conditions;  // all must hold
  schema::Treatment treatment = schema::Treatment::Remove;
  schema::Form form = schema::Form::None;
  std::uint32_t bin_length = 6;
  std::uint32_t key = schema::kNone;
};
using PlanBlock = std::vector<PlanTreat>;

struct Fate {
  enum class Kind : std::uint8_t { Send, Transform, Withhold } kind = Kind::Send;
  const PlanTreat* treat = nullptr;  // Transform
};

// Whether all conditions hold; the first that fails or faults ends the question.
Answer Holds(std::span<const PlanCondition> conditions, std::span<const Answer> answers);

// What a place can be sent as: a container is sent or withheld, only texts can be transformed.
enum class Place : std::uint8_t { Container, Text, Plain };

// Per block the first treatment whose conditions all hold, a block without one is silent; of all blocks the strictest.
// All silent, or a fault before a block's treatment is found: withheld.
Fate Resolve(std::span<const PlanBlock> blocks, Place place, std::span<const Answer> answers);

// The stricter of two treatments of one place; null where neither is known to reveal less, so that the place is
// withheld.
const PlanTreat* Stricter(const PlanTreat& left, const PlanTreat& right);

}  // namespace bpol::redact
