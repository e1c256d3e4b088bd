#include "compiler/analyse/unmet_lines.h"

#include <map>
#include <optional>
#include <tuple>

#include "compiler/analyse/conditions.h"

namespace bpol::analyse {

namespace {

// By the place of the text; a place at which one action found nothing stays silent.
class PlacesFound {
 public:
  void Add(source::Span span, std::optional<Diagnostic> found) {
    const auto [known, first] = by_place_.try_emplace({span.file, span.begin, span.end}, found);
    if (!first && (!found || !known->second || known->second->code != found->code)) known->second.reset();
  }
  void Report(Diagnostics& diagnostics) const {
    for (const auto& [place, found] : by_place_) {
      if (found) diagnostics.Add(*found);
    }
  }

 private:
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::optional<Diagnostic>> by_place_;
};

// The lines of a consent are asked in order, of a fact that is there.
void LookAtConsent(Conditions& conditions, const checked::ConsentCell& cell, PlacesFound& found) {
  const checked::Unit& unit = conditions.unit();
  std::vector<Claim> before{{cell.fact_present}};
  for (std::size_t line = 0; line < cell.lines.size(); ++line) {
    const checked::ExprId condition = cell.lines[line];
    const Claim alone[] = {{cell.fact_present}, {condition}};
    std::vector<Claim> reached = before;
    reached.push_back({condition});
    std::optional<Diagnostic> told;
    const std::string name = "`" + unit.consent_lines[cell.consent][line + 1] + "`";
    if (!conditions.CanBeTrue(alone)) {
      told = {.code = Code::LineNeverHolds,
              .span = unit.At(condition).span,
              .message = name + " never holds: no request can meet its condition",
              .help = "change the condition, or leave the line out"};
    } else if (!conditions.CanBeTrue(reached)) {
      told = {.code = Code::UnreachableLine,
              .span = unit.At(condition).span,
              .message = name + " is never reached: an earlier line holds wherever it would",
              .help = "move it to the front, or leave it out"};
    }
    found.Add(unit.At(condition).span, told);
    before.push_back({condition, false});
  }
}

void LookAtRedaction(Conditions& conditions, const checked::RedactLine& line, PlacesFound& found) {
  std::vector<Claim> claims{{line.when}};
  if (line.unless.valid()) claims.push_back({line.unless, false});
  std::optional<Diagnostic> told;
  if (!conditions.CanBeTrue(claims))
    told = {.code = Code::LineNeverHolds,
            .span = line.span,
            .message = "this line never holds: nothing that is answered can meet its condition",
            .help = "change the condition, or leave the line out"};
  found.Add(line.span, told);
}

}  // namespace

void CheckUnmetLines(const checked::Unit& unit, Diagnostics& diagnostics) {
  PlacesFound found;
  for (const checked::Action& action : unit.actions) {
    Conditions conditions(unit, action, Known::AsWritten);
    for (const checked::Cell& cell : action.cells) {
      if (const auto* consent = std::get_if<checked::ConsentCell>(&cell.kind))
        LookAtConsent(conditions, *consent, found);
    }
    for (const checked::RedactBlock& block : action.redacts) {
      for (const checked::RedactLine& line : block.lines) LookAtRedaction(conditions, line, found);
    }
  }
  found.Report(diagnostics);
}

}  // namespace bpol::analyse
