#include "runtime/redact/treatment.h"

#include <optional>

namespace bpol::redact {
namespace {

using schema::Form;
using schema::Treatment;

// How many characters of a value a form leaves readable, where that does not depend on the value.
std::optional<int> Revealed(const PlanTreat& treat) {
  switch (treat.form) {
    case Form::Text:
      return 0;
    case Form::Phone:
      return 4;
    case Form::Iban:
      return 8;
    case Form::Pan:
      return treat.bin_length == 8 ? 12 : 10;
    case Form::None:
    case Form::Email:
    case Form::Name:
    case Form::BirthDate:
    case Form::Ip:
    case Form::FreeText:
      return std::nullopt;
  }
  return std::nullopt;
}

bool SameEffect(const PlanTreat& left, const PlanTreat& right) {
  return left.form == right.form && left.bin_length == right.bin_length && left.key == right.key;
}

Fate FateOf(const PlanTreat& treat, Place place) {
  if (treat.treatment == Treatment::Keep) return {};
  if (treat.treatment == Treatment::Remove || place != Place::Text) return {.kind = Fate::Kind::Withhold};
  return {.kind = Fate::Kind::Transform, .treat = &treat};
}

// What one block says of a place. A fault withholds, since what stands behind it was not reached.
struct Said {
  Answer answer = Answer::Fails;  // Fails: the block is silent
  const PlanTreat* treat = nullptr;
};

Said OfBlock(const PlanBlock& block, std::span<const Answer> answers) {
  for (const PlanTreat& treat : block) {
    const Answer answer = Holds(treat.conditions, answers);
    if (answer != Answer::Fails) return {answer, &treat};
  }
  return {};
}

}  // namespace

Answer Holds(std::span<const PlanCondition> conditions, std::span<const Answer> answers) {
  for (const PlanCondition& condition : conditions) {
    if (condition.slot == schema::kNone) continue;
    const Answer answer = answers[condition.slot];
    if (answer == Answer::Faulted) return Answer::Faulted;
    if ((answer == Answer::Holds) == condition.negated) return Answer::Fails;
  }
  return Answer::Holds;
}

const PlanTreat* Stricter(const PlanTreat& left, const PlanTreat& right) {
  if (left.treatment != right.treatment) return left.treatment > right.treatment ? &left : &right;
  if (SameEffect(left, right) || left.treatment == Treatment::Keep || left.treatment == Treatment::Remove) return &left;
  if (left.treatment != Treatment::Mask) return nullptr;
  if (left.form == Form::Text) return &left;
  if (right.form == Form::Text) return &right;
  const std::optional<int> by_left = Revealed(left);
  const std::optional<int> by_right = Revealed(right);
  if (!by_left || !by_right) return nullptr;
  return *by_left <= *by_right ? &left : &right;
}

Fate Resolve(std::span<const PlanBlock> blocks, Place place, std::span<const Answer> answers) {
  const PlanTreat* strictest = nullptr;
  for (const PlanBlock& block : blocks) {
    const Said said = OfBlock(block, answers);
    if (said.answer == Answer::Fails) continue;
    if (said.answer == Answer::Faulted) return {.kind = Fate::Kind::Withhold};
    strictest = strictest == nullptr ? said.treat : Stricter(*strictest, *said.treat);
    if (strictest == nullptr) return {.kind = Fate::Kind::Withhold};
  }
  if (strictest == nullptr) return {.kind = Fate::Kind::Withhold};
  return FateOf(*strictest, place);
}

}  // namespace bpol::redact
