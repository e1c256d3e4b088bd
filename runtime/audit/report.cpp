#include <string>

#include "runtime/audit/verify.h"

namespace bpol::audit {
namespace {

std::string Number(std::uint64_t number) {
  return std::to_string(number);
}

std::string Verdict(const Report& report) {
  if (!report.intact()) return "TAMPERED: " + Number(report.tampered) + " finding(s)";
  if (report.lines == 0) return "EMPTY: no record";
  if (report.last_seq == 0) return "EMPTY: no whole record";
  return "INTACT: records 1 to " + Number(report.last_seq) + " are chained without a break";
}

std::string OpenDecisions(const Report& report) {
  std::string text = "outcome unknown: " + Number(report.outcome_unknown);
  if (report.outcome_unknown == 0) return text + "\n";
  text += " decision(s) without an outcome, record";
  for (const std::uint64_t record : report.outcome_unknown_records) text.append(" ").append(Number(record));
  if (report.outcome_unknown > report.outcome_unknown_records.size()) text += " ...";
  return text + "\n";
}

}  // namespace

std::string Render(const Report& report) {
  std::string text = Verdict(report) + "\n";
  for (const Finding& finding : report.findings) {
    text += "record " + Number(finding.record) + " (line " + Number(finding.line) + "): ";
    text += std::string(Name(finding.kind)) + ": " + finding.text + "\n";
  }
  if (report.findings_left_out > 0) text += "and " + Number(report.findings_left_out) + " more\n";
  if (!report.origin.empty()) {
    text += "log: " + report.origin + ", " + report.first_time + " to " + report.last_time + "\n";
    text += "held: " + Number(report.decisions) + " decision(s), " + Number(report.outcomes) + " outcome(s), " +
            Number(report.starts) + " start(s), " + Number(report.loss_records) + " loss(es)\n";
    text += "head: " + report.last_hash + "\n";
  }
  text += OpenDecisions(report);
  if (!report.outcomes_all_followed) text += "more decisions were open than could be followed\n";
  text +=
      "not excluded: a cut tail, a roll-back to an earlier state, or a fork rewritten to the end; "
      "only a checkpoint kept elsewhere shows these\n";
  return text;
}

}  // namespace bpol::audit
