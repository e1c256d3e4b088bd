// Every classified field of a response is spoken of by some line that always applies; and no field is both
// pseudonymised and truncated in one answer, since together they give away what each hides (PCI DSS 3.5.1).
#include "compiler/analyse/coverage.h"

#include <algorithm>

#include "compiler/analyse/response_fields.h"

namespace bpol::analyse {

using checked::kNone;
using checked::RedactBlock;
using checked::RedactLine;
using schema::Treatment;

namespace {

bool Always(const RedactLine& line) {
  return !line.when.valid() && !line.unless.valid();
}

class CoverageCheck {
 public:
  CoverageCheck(const checked::Unit& unit, const checked::Action& action, Diagnostics& diagnostics)
      : unit_(unit), action_(action), diagnostics_(diagnostics) {}

  void Run() {
    for (const ResponseField& field : FieldsOf(unit_, unit_.schema.actions[action_.action].response)) {
      if (NeedsLine(field) && !Covered(field)) missing_.push_back(field);
      CheckDisguises(field);
    }
    if (!missing_.empty()) Report();
  }

 private:
  // Stronger than the default class, or not to be compared with it; of the field or of what is around it.
  bool NeedsLine(const ResponseField& field) const {
    for (std::uint32_t i = 0; i < unit_.class_covers.size(); ++i) {
      const bool weaker = (unit_.class_covers[i] >> unit_.default_class & 1) != 0;
      if ((field.classes >> i & 1) != 0 && !weaker) return true;
    }
    return false;
  }

  bool Covered(const ResponseField& field) const {
    return std::ranges::any_of(action_.redacts, [&](const RedactBlock& block) {
      return std::ranges::any_of(block.lines, [&](const RedactLine& line) {
        return Always(line) && ReachOf(unit_, block, line, field).reaches;
      });
    });
  }

  bool CoveredSometimes(const ResponseField& field) const {
    return std::ranges::any_of(action_.redacts, [&](const RedactBlock& block) {
      return std::ranges::any_of(block.lines,
                                 [&](const RedactLine& line) { return ReachOf(unit_, block, line, field).reaches; });
    });
  }

  void Report() {
    std::string paths;
    bool sometimes = false;
    for (const ResponseField& field : missing_) {
      paths += (paths.empty() ? "`" : ", `") + Spell(field) + "`";
      sometimes = sometimes || CoveredSometimes(field);
    }
    const std::string& action = unit_.schema.actions[action_.action].name;
    const std::string record = RootOf(missing_.front());
    const bool no_block = action_.redacts.empty();
    diagnostics_.Add({.code = Code::FieldNotCovered,
                      .span = no_block ? action_.span : action_.redacts.front().span,
                      .message = "nothing says what happens to " + paths + " of `" + record + "`",
                      .labels = {},
                      .help = no_block    ? "add a block `redact " + record + " for " + action + "`"
                              : sometimes ? "a line with a condition leaves the other case open: add one without"
                                          : "add a line for the field or for its class, such as `class … remove`"});
  }

  // The record from which the paths of a response go.
  const std::string& RootOf(const ResponseField& field) const {
    const auto first = std::ranges::find_if(field.path, [](const PathStep& step) { return !step.name.empty(); });
    return unit_.schema.records[first->record].name;
  }

  // The lines of one block that may decide about a field: an unconditional one by path hides those that come after it.
  std::vector<const RedactLine*> Deciding(const RedactBlock& block, const ResponseField& field) const {
    std::size_t nearest = 0;
    bool path_always = false;
    for (const RedactLine& line : block.lines) {
      const Reach reach = ReachOf(unit_, block, line, field);
      if (!reach.reaches || !reach.by_path || !Always(line)) continue;
      path_always = true;
      nearest = std::max(nearest, reach.length);
    }
    std::vector<const RedactLine*> lines;
    for (const RedactLine& line : block.lines) {
      const Reach reach = ReachOf(unit_, block, line, field);
      if (reach.reaches && (!path_always || (reach.by_path && reach.length >= nearest))) lines.push_back(&line);
    }
    return lines;
  }

  void CheckDisguises(const ResponseField& field) {
    const RedactLine* pseudonymised = nullptr;
    const RedactLine* truncated = nullptr;
    for (const RedactBlock& block : action_.redacts) {
      for (const RedactLine* line : Deciding(block, field)) {
        if (line->treatment == Treatment::Tokenise || line->treatment == Treatment::Hash) pseudonymised = line;
        if (line->treatment == Treatment::Truncate) truncated = line;
      }
    }
    if (pseudonymised == nullptr || truncated == nullptr) return;
    diagnostics_.Add({.code = Code::PseudonymAndTruncation,
                      .span = truncated->span,
                      .message = "`" + Spell(field) + "` is both pseudonymised and truncated",
                      .labels = {{pseudonymised->span, "pseudonymised here"}},
                      .help = "together they give the number away: choose one"});
  }

  const checked::Unit& unit_;
  const checked::Action& action_;
  Diagnostics& diagnostics_;
  std::vector<ResponseField> missing_;
};

}  // namespace

void CheckCoverage(const checked::Unit& unit, const checked::Action& action, Diagnostics& diagnostics) {
  if (unit.schema.actions[action.action].response != kNone) CoverageCheck(unit, action, diagnostics).Run();
}

}  // namespace bpol::analyse
