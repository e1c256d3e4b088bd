// bpol-agreement: the two engines held against each other. docs/testing.md says how.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "tests/agreement/coverage.h"
#include "tests/agreement/sample.h"
#include "tests/agreement/shrink.h"
#include "tests/agreement/unit_run.h"

using namespace bpol;
using namespace bpol::agreement;

namespace {

constexpr std::chrono::seconds kPatience{60};   // of one try of the shrinker
constexpr std::chrono::seconds kShrinking{60};  // of one case
constexpr std::size_t kMostSaved = 5;

struct Flags {
  RunSettings run;
  std::uint32_t units = 2000, workers = 2;
  bool measured = true;  // thresholds hold
  bool shrunk = true;    // what fails is made smaller, and saved; else only its number is said
  std::string save, replay;
  std::vector<std::string> accepted;  // rows of the table that may be below their thresholds
  std::int64_t print = -1;            // this unit is shown, nothing is run
  std::int64_t one_way = -1;          // of this unit the conditions that went one way only are shown
};

const char* NameOf(Ending ending) {
  switch (ending) {
    case Ending::Waiting:
    case Ending::Running:
      return "not finished";
    case Ending::Agreed:
      return "agreed";
    case Ending::Refused:
      return "refused by the compiler";
    case Ending::Disagreed:
      return "a disagreement";
    case Ending::TestFailed:
      return "a test that fails";
    case Ending::Crashed:
      return "a crash";
    case Ending::Hung:
      return "no end";
  }
  BPOL_CHECK(false, "every ending has a name");
}

Ending Play(const SavedCase& saved, const std::vector<Making>& makings) {
  return RunApart(kPatience, [&] { return Judge(saved, makings).ending; });
}

// Shrunk and saved where --save says.
void Keep(const Flags& flags, std::uint32_t unit, const Slot& slot) {
  if (!flags.shrunk) {
    std::printf("unit %u, request %u: %s\n", unit, slot.request, NameOf(slot.ending));
    return;
  }
  auto drawn = CaseOf(flags.run, unit, slot.request, slot.wire ? Form::Wire : Form::Json);
  if (!drawn.ok()) {
    std::printf("unit %u: %s\n%s\n", unit, NameOf(slot.ending), drawn.error().message.c_str());
    return;
  }
  const std::vector<Making> makings = MakingsOf(flags.run, unit);
  const Ending ending = Play(*drawn, makings);
  SavedCase small = *drawn;
  // Of a policy with less in it a test expects something else than the evaluator says, and a request has not the same
  // parts as JSON and over the wire.
  const bool in_two_forms = !drawn->wire.empty() && !drawn->request.empty();
  if (!in_two_forms && (ending == Ending::Disagreed || ending == Ending::Crashed))
    small = Shrink(*drawn, [&](const SavedCase& smaller) { return Play(smaller, makings) == ending; }, kShrinking);
  std::string said = NameOf(slot.ending);
  if (ending == Ending::Disagreed || ending == Ending::TestFailed) said = Judge(small, makings).problem;
  small.note += said;
  std::printf("unit %u, request %u: %s\n", unit, slot.request, said.c_str());
  if (flags.save.empty()) return;
  const std::string folder = flags.save + "/seed" + std::to_string(flags.run.seed) + "_unit" + std::to_string(unit);
  const Status written = WriteCase(small, folder);
  std::printf("  %s\n", written.ok() ? ("saved in " + folder).c_str() : written.error().message.c_str());
}

int Replay(const std::string& folder) {
  std::vector<std::string> cases;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_directory()) cases.push_back(entry.path().string());
  std::ranges::sort(cases);
  std::size_t failed = 0;
  for (const std::string& each : cases) {
    const auto saved = ReadCase(each);
    const Ending ending = saved.ok() ? Play(*saved, AllMakings()) : Ending::Refused;
    if (ending == Ending::Agreed) continue;
    ++failed;
    std::printf("%s: %s\n", each.c_str(), NameOf(ending));
  }
  std::printf("%zu saved cases, %zu failed\n", cases.size(), failed);
  return failed == 0 ? 0 : 1;
}

int Print(const Flags& flags) {
  const Sample sample(flags.run.seed, static_cast<std::uint32_t>(flags.print));
  for (const auto& [name, text] : sample.files()) std::printf("--- %s\n%s", name.c_str(), text.c_str());
  return 0;
}

int ShowOneWay(const Flags& flags) {
  const auto found = OneWayOf(flags.run, static_cast<std::uint32_t>(flags.one_way));
  std::printf("%s", found.ok() ? found->c_str() : found.error().message.c_str());
  return found.ok() ? 0 : 1;
}

void ShowProgress(std::span<const Slot> slots) {
  static std::size_t shown = 0;
  const auto done = static_cast<std::size_t>(
      std::ranges::count_if(slots, [](const Slot& slot) { return slot.ending > Ending::Running; }));
  const std::size_t step = std::max<std::size_t>(1, slots.size() / 20);
  if (done / step == shown / step) return;
  shown = done;
  std::printf("%zu of %zu units\n", done, slots.size());
  std::fflush(stdout);
}

int Run(const Flags& flags) {
  const std::span<const Slot> slots =
      RunWorkers({.units = flags.units,
                  .workers = flags.workers,
                  .work = [&](std::uint32_t unit, Slot& slot) { RunUnit(flags.run, unit, slot); },
                  .progress = ShowProgress});
  std::size_t failed = 0;
  for (std::uint32_t unit = 0; unit < slots.size(); ++unit) {
    if (slots[unit].ending == Ending::Agreed) continue;
    if (++failed <= kMostSaved) Keep(flags, unit, slots[unit]);
  }
  const Coverage coverage = CoverageOf(slots);
  std::printf("%s", coverage.table.c_str());
  std::size_t missed = 0;
  for (const std::string& name : coverage.missed) {
    if (!flags.measured || std::ranges::find(flags.accepted, name) != flags.accepted.end()) continue;
    ++missed;
    std::printf("missed: %s\n", name.c_str());
  }
  std::printf("%zu units, %zu failed, %zu thresholds missed\n", slots.size(), failed, missed);
  return failed == 0 && missed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Flags flags;
  CLI::App app("Random units and requests, decided by the plain evaluator and by native code");
  app.option_defaults()->take_last();  // scripts/agreement says what is usual first
  app.add_option("--seed", flags.run.seed, "what everything is drawn from");
  app.add_option("--units", flags.units, "generated units")->check(CLI::Range(1, 10'000'000));
  app.add_option("--requests", flags.run.requests, "requests of each");
  app.add_option("--workers", flags.workers, "processes")->check(CLI::Range(1, 64));
  app.add_option("--save", flags.save, "folder for what fails");
  app.add_option("--replay", flags.replay, "plays the saved cases of this folder instead");
  app.add_option("--print", flags.print, "shows this unit instead");
  app.add_option("--one-way", flags.one_way, "shows the conditions of this unit that went one way only");
  app.add_option("--accept", flags.accepted, "a row of the table that may be below its threshold");
  app.add_flag("--rotate", flags.run.rotate, "a second making of each unit, with a rewrite off");
  app.add_flag("!--no-thresholds", flags.measured, "the table is shown and not held against its thresholds");
  app.add_flag("!--no-shrink", flags.shrunk, "what fails is only named: its unit, its request, how it ended");
  CLI11_PARSE(app, argc, argv);
  if (!flags.replay.empty()) return Replay(flags.replay);
  if (flags.one_way >= 0) return ShowOneWay(flags);
  return flags.print >= 0 ? Print(flags) : Run(flags);
}
