#include "tests/agreement/coverage.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "tests/agreement/forms.h"

namespace bpol::agreement {
namespace {

constexpr double kForms = 5, kEffects = 10, kFaults = 5, kConditions = 90, kAnswers = 3;  // percent
// In fewer units than this chance alone moves a form below its threshold: they are held to half of it.
constexpr std::size_t kManyUnits = 1000;

constexpr double kMostAboveWorst = 20;

double Percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

double Median(std::span<const Slot> slots) {
  std::vector<double> all;
  for (const Slot& slot : slots) {
    if (slot.tally.cost_above_worst != 0) all.push_back(slot.tally.cost_above_worst);
  }
  if (all.empty()) return 0;
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::ranges::nth_element(all, middle);
  return *middle;
}

class Table {
 public:
  void Head(const std::string& text) { made_.table += text + "\n"; }
  void Row(const std::string& name, std::uint64_t part, std::uint64_t whole, double least) {
    std::array<char, 160> line{};
    const double percent = Percent(part, whole);
    const bool missed = part == 0 || percent < least;
    std::snprintf(line.data(), line.size(), "  %-32s %9llu %6.1f %%%s\n", name.c_str(),
                  static_cast<unsigned long long>(part), percent, missed ? "  below its threshold" : "");
    made_.table += line.data();
    if (missed) made_.missed.push_back(name);
  }
  // What may be so many times something else and not more.
  void Times(const std::string& name, double times, double most) {
    std::array<char, 160> line{};
    const bool missed = times == 0 || times > most;
    std::snprintf(line.data(), line.size(), "  %-32s %9.1f times%s\n", name.c_str(), times,
                  missed ? "  beyond its threshold" : "");
    made_.table += line.data();
    if (missed) made_.missed.push_back(name);
  }
  Coverage Take() { return std::move(made_); }

 private:
  Coverage made_;
};

}  // namespace

Coverage CoverageOf(std::span<const Slot> slots) {
  Tally all;
  std::vector<std::uint64_t> forms(FormNames().size());
  std::uint64_t faults = 0;
  for (const Slot& slot : slots) {
    all += slot.tally;
    for (std::size_t i = 0; i < forms.size(); ++i) forms[i] += slot.tally.forms.test(i) ? 1 : 0;
  }
  Table table;
  table.Head("forms and helpers, in units of " + std::to_string(slots.size()));
  const double least = slots.size() < kManyUnits ? kForms / 2 : kForms;
  for (std::size_t i = 0; i < forms.size(); ++i) table.Row(FormNames()[i], forms[i], slots.size(), least);
  table.Head("decisions, of " + std::to_string(all.decisions));
  for (std::size_t i = 0; i < all.effects.size(); ++i)
    table.Row(std::string(decision::EffectName(static_cast<schema::Effect>(i))), all.effects[i], all.decisions,
              kEffects);
  for (const std::uint32_t count : all.faults) faults += count;
  table.Row("responses redacted", all.answers, all.decisions, kAnswers);
  table.Row("faults", faults, all.decisions, kFaults);
  for (std::uint32_t i = 1; i < all.faults.size(); ++i)
    table.Row(std::string(values::FaultCode(static_cast<values::Fault>(i))), all.faults[i], all.decisions, 0);
  table.Head("conditions, of " + std::to_string(all.conditions));
  table.Row("seen both true and false", all.both_ways, all.conditions, kConditions);
  table.Head("bounds of cost, against the worst that was evaluated of a unit");
  table.Times("the median of the units", Median(slots), kMostAboveWorst);
  return table.Take();
}

}  // namespace bpol::agreement
