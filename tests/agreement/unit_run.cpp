#include "tests/agreement/unit_run.h"

#include "tests/agreement/conditions.h"
#include "tests/agreement/forms.h"
#include "tests/agreement/sample.h"

namespace bpol::agreement {
namespace {

void CountForms(const Files& files, const Engines& engines, Tally& tally) {
  const std::vector<bool> met = FormsOf(files, engines);
  BPOL_CHECK(met.size() <= kMostForms, "the tally has room for every form");
  for (std::size_t i = 0; i < met.size(); ++i) tally.forms.set(i, tally.forms.test(i) || met[i]);
}

}  // namespace

std::vector<Making> MakingsOf(const RunSettings& settings, std::uint32_t unit) {
  const std::vector<Making> all = AllMakings();
  std::vector<Making> made{all.front(), IndexedMaking()};
  made.front().effort = settings.effort;
  if (settings.rotate) made.push_back(all[1 + unit % (all.size() - 1)]);
  return made;
}

void RunUnit(const RunSettings& settings, std::uint32_t unit, Slot& slot) {
  Sample sample(settings.seed, unit);
  auto engines = Engines::Compile(sample.files());
  if (!engines.ok()) {
    slot.ending = Ending::Refused;
    return;
  }
  for (const Making& making : MakingsOf(settings, unit)) {
    if (!(*engines)->Add(making).ok()) {
      slot.ending = Ending::Refused;
      return;
    }
    CountForms(sample.files(), **engines, slot.tally);
  }
  if ((*engines)->RunTests()) {
    slot.ending = Ending::TestFailed;
    return;
  }
  sample.Begin(**engines);
  for (slot.request = 0; slot.request < settings.requests; ++slot.request) {
    const Case given = sample.Next();
    if ((*engines)->Compare(given)) {
      slot.ending = Ending::Disagreed;
      return;
    }
    slot.tally.Count((*engines)->ruling());
    if ((*engines)->answered()) ++slot.tally.answers;
    if (const std::optional<Case> wire = sample.OverTheWire(); wire && (*engines)->Compare(*wire)) {
      slot.wire = true;
      slot.ending = Ending::Disagreed;
      return;
    }
  }
  slot.tally.CountConditions(**engines);
  slot.tally.cost_above_worst = (*engines)->CostAboveWorst();
  slot.ending = Ending::Agreed;
}

Result<std::string> OneWayOf(const RunSettings& settings, std::uint32_t unit) {
  Sample sample(settings.seed, unit);
  BPOL_TRY(const std::unique_ptr<Engines> engines, Engines::Compile(sample.files()));
  sample.Begin(*engines);
  for (std::uint32_t request = 0; request < settings.requests; ++request) engines->Compare(sample.Next());
  constexpr const char* kWays[] = {"never asked", "always false", "always true"};
  const compiler::Compiled& compiled = engines->compiled();
  std::string text;
  for (const Asked& asked : ConditionsOf(engines->unit(), compiled.description->functions)) {
    const std::uint8_t ways = engines->seen()[asked.condition.index];
    const source::Span span = engines->unit().At(asked.condition).span;
    if (!asked.is_part() && ways < std::size(kWays))
      text +=
          compiled.sources.Position(span) + ": " + kWays[ways] + ": " + std::string(compiled.sources.Text(span)) + "\n";
  }
  return text;
}

Result<SavedCase> CaseOf(const RunSettings& settings, std::uint32_t unit, std::uint32_t request, Form form) {
  Sample sample(settings.seed, unit);
  BPOL_TRY(const std::unique_ptr<Engines> engines, Engines::Compile(sample.files()));
  sample.Begin(*engines);
  // The plain evaluator alone: what it said of the requests before is in what is drawn.
  for (std::uint32_t before = 0; before < request; ++before) engines->Compare(sample.Next());
  Case given = sample.Next();
  if (form == Form::Wire) given = sample.OverTheWire().value();
  SavedCase made{.files = sample.files(),
                 .action = engines->schema().actions[given.action].name,
                 .request = given.request,
                 .response = given.response,
                 .wire = given.wire};
  made.note = "seed " + std::to_string(settings.seed) + ", unit " + std::to_string(unit) + ", request " +
              std::to_string(request) + "\n";
  return made;
}

}  // namespace bpol::agreement
