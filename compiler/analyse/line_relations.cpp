#include "compiler/analyse/line_relations.h"

#include <algorithm>
#include <map>
#include <optional>

#include "compiler/analyse/block_relations.h"

namespace bpol::analyse {

namespace {

std::string Names(const checked::Unit& unit, const std::vector<checked::Line>& lines) {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const char* joint = i == 0 ? "" : i + 1 == lines.size() ? " and " : ", ";
    text += joint + ("`" + NameOf(unit, lines[i]) + "`");
  }
  return text;
}

// The lines that leave nothing, as the subject of a sentence; all of many are not named.
std::string Subject(const checked::Unit& unit, const std::vector<checked::Line>& others) {
  constexpr std::size_t kMostNames = 3;
  return others.size() > kMostNames ? "the lines before it" : Names(unit, others);
}

Diagnostic Told(const checked::Unit& unit, const LineFinding& finding) {
  const std::string name = "`" + NameOf(unit, finding.line) + "`";
  const bool one = finding.others.size() == 1;
  const std::string others = Subject(unit, finding.others);
  Diagnostic told{.code = Code::LineNeverHolds, .span = finding.line.span, .message = ""};
  switch (finding.kind) {
    case Relation::NeverHolds:
      told.message = name + " never holds: no request can meet its condition";
      told.help = "change the condition, or leave the line out";
      break;
    case Relation::AlwaysHolds:
      told.code = Code::LineAlwaysHolds;
      told.message = name + " always holds: every request that reaches it meets its condition";
      told.help = "leave the condition out, so that the line says so";
      break;
    case Relation::Unreachable:
      told.code = Code::UnreachableLine;
      told.message = name + " is never reached: " + others + (one ? " holds" : " hold") + " wherever it would";
      told.help = "move it in front of " + (others.starts_with("the") ? "them" : others) + ", or leave it out";
      break;
    case Relation::NeverPermits:
      told.code = Code::NeverPermits;
      told.message = name + " never permits: " +
                     (finding.others.empty() ? "what it requires cannot hold where its condition does"
                                             : others + (one ? " denies" : " deny") + " wherever it would");
      told.help = finding.others.empty() ? "change the condition or the requirement"
                                         : "change one of the conditions, or leave the `permit` line out";
      break;
    case Relation::AddsNothing:
      told.code = Code::LineAddsNothing;
      told.message = name + " adds nothing: " + others + " does the same wherever it holds";
      told.help = "leave it out, or change one of the conditions";
      break;
  }
  for (const checked::Line& other : finding.others) told.labels.push_back({other.span, "this line"});
  return told;
}

// A finding stands where it is made for each action that has the line.
class Findings {
 public:
  void Add(const checked::Block& block, const std::vector<LineFinding>& found) {
    for (const checked::Line& line : block.lines) {
      const auto own = std::ranges::find(found, line.line, [](const LineFinding& each) { return each.line.line; });
      std::optional<LineFinding> now;
      if (own != found.end()) now = *own;
      const auto [known, first] = by_line_.try_emplace(line.line, now);
      if (!first && known->second && (!now || now->kind != known->second->kind)) known->second.reset();
    }
  }
  void Report(const checked::Unit& unit, Diagnostics& diagnostics) const {
    for (const auto& [line, finding] : by_line_) {
      if (finding) diagnostics.Add(Told(unit, *finding));
    }
  }

 private:
  std::map<std::uint32_t, std::optional<LineFinding>> by_line_;
};

}  // namespace

void CheckLineRelations(const checked::Unit& unit, Diagnostics& diagnostics) {
  Findings findings;
  for (const checked::Action& action : unit.actions) {
    Conditions conditions(unit, action, Known::AsWritten);
    for (const checked::Block& block : action.blocks) findings.Add(block, RelationsOf(conditions, block));
    for (const checked::Block& block : action.residencies) findings.Add(block, RelationsOf(conditions, block));
  }
  findings.Report(unit, diagnostics);
}

}  // namespace bpol::analyse
