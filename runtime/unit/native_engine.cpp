#include "runtime/unit/native_engine.h"

#include <algorithm>
#include <cstring>

#include "runtime/base/check.h"
#include "runtime/bind/frame_reader.h"
#include "runtime/decision/driver.h"

namespace bpol::unit {
namespace {

std::int64_t ScratchWord(const std::byte* scratch, std::uint32_t offset) {
  std::int64_t word = 0;
  std::memcpy(&word, scratch + offset, sizeof word);
  return word;
}

}  // namespace

// Not those of a redaction; a challenger shares the decision's limit, so that what it visits counts.
bool NativeEngine::OfTheDecision(std::uint32_t function) const {
  return function == action_.redact_check_function ||
         std::ranges::find(action_.scores, function, &schema::ScoreCell::function) != action_.scores.end();
}

decision::Held NativeEngine::RunCondition(std::uint32_t function) {
  // The decision has reached a redaction's request parts already: what it visited is not taken from them once more.
  if (!OfTheDecision(function)) visits_left_ = unit_.schema().visit_limit;
  decision::Held held;
  static_cast<decision::Ended&>(held) = Run(function);
  held.holds = held.ok() && output_.holds != 0;
  return held;
}

decision::Held NativeEngine::RunObligation(const decision::Plan::Site& site) {
  const std::vector<std::uint32_t>& parameters = unit_.schema().obligations[site.obligation].parameters;
  BPOL_CHECK(parameters.size() <= kMostArguments, "schema::Verify has counted an obligation's parameters");
  for (std::size_t i = 0; i < parameters.size(); ++i) arguments_[i].present = 0;
  output_.arguments = arguments_;
  decision::Held held;
  static_cast<decision::Ended&>(held) = Run(site.function);
  held.holds = held.ok() && output_.holds != 0;
  if (!held.holds || parameters.empty()) return held;
  const std::span<decision::Value> values = arena_.AllocateArray<decision::Value>(parameters.size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (arguments_[i].present == 0) continue;
    values[i] = bind::ReadValue(unit_.schema(), unit_.schema().types[parameters[i]], arguments_[i].value, arena_);
  }
  held.arguments = values;
  return held;
}

decision::Held NativeEngine::RunObjectCondition(std::uint32_t function, const std::byte* object) {
  input_.element = object;
  visits_left_ = unit_.schema().visit_limit;
  decision::Held held;
  static_cast<decision::Ended&>(held) = Run(function);
  held.holds = held.ok() && output_.holds != 0;
  input_.element = nullptr;
  return held;
}

void NativeEngine::CollectScores(ArenaList<decision::ScoreResult>& scores) {
  for (const schema::ScoreCell& cell : action_.scores) {
    if (ScratchWord(input_.scratch, cell.offset) == 0) continue;
    const std::size_t factors = unit_.schema().scores[cell.score].factors.size();
    // The scratch memory is the arena's: it lives as long as the decision may point to it.
    const auto* points = reinterpret_cast<const std::int64_t*>(input_.scratch + cell.offset + 24);
    scores.push_back({cell.score,
                      ScratchWord(input_.scratch, cell.offset + 8),
                      static_cast<std::uint32_t>(ScratchWord(input_.scratch, cell.offset + 16)),
                      {points, factors}});
  }
}

void Decide(const PolicyUnit& unit, const schema::Action& action, NativeEngine& engine, Arena& arena,
            decision::Decision& decision) {
  decision::Driver<NativeEngine>(unit.plan(), action, engine, arena, decision).Run();
}

}  // namespace bpol::unit
