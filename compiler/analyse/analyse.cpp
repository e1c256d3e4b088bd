#include "compiler/analyse/analyse.h"

#include <set>
#include <tuple>

#include "compiler/analyse/absence.h"
#include "compiler/analyse/coverage.h"
#include "compiler/analyse/line_relations.h"
#include "compiler/analyse/step_up.h"
#include "compiler/analyse/unmet_lines.h"

namespace bpol::analyse {

void Analyse(const checked::Unit& unit, DeadLines dead_lines, Diagnostics& diagnostics) {
  Diagnostics found;
  for (const checked::Action& action : unit.actions) {
    CheckCoverage(unit, action, found);
    WarnOfAbsence(unit, action, found);
  }
  if (dead_lines == DeadLines::Told) {
    CheckLineRelations(unit, found);
    CheckUnmetLines(unit, found);
  }
  WarnOfVainChallenges(unit, found);
  // A block for several actions is looked at for each of them; what is wrong with it is said once.
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::string>> said;
  for (const Diagnostic& one : found.all()) {
    if (said.emplace(one.span.file, one.span.begin, one.message).second) diagnostics.Add(one);
  }
}

}  // namespace bpol::analyse
