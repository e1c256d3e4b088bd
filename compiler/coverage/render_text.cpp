#include <algorithm>

#include "compiler/coverage/render.h"

namespace bpol::coverage {
namespace {

constexpr std::size_t kColumn = 12;

std::string Padded(std::string text, std::size_t width) {
  text.append(text.size() < width ? width - text.size() : 0, ' ');
  return text;
}

// Trailing blanks are for nobody.
std::string Line(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

std::string Cells(const Counts& counts) {
  std::string text;
  for (const Count& count : counts) {
    const std::string cell = std::to_string(count.met) + "/" + std::to_string(count.all);
    text += Padded(count.all == 0 ? "-" : cell, kColumn);
  }
  return text;
}

std::string Table(const Report& report) {
  std::size_t width = std::string_view("everything").size();
  for (const Row& row : report.rows) width = std::max(width, row.name.size());
  width += 2;
  std::string text = Padded("coverage", width);
  for (const Measure measure : kMeasures) text += Padded(WordOf(measure), kColumn);
  text = Line(text);
  for (const Row& row : report.rows) text += Line(Padded(row.name, width) + Cells(row.counts));
  return text + Line(Padded("everything", width) + Cells(report.all));
}

}  // namespace

std::string RenderText(const Report& report, const source::SourceMap& sources) {
  std::string text = Table(report);
  if (!report.gaps.empty()) text += "\nno test shows\n";
  for (const Gap& gap : report.gaps) {
    text += "  " + sources.Position(gap.span) + "  " + gap.what + "\n";
    if (!gap.hint.empty()) text += "      " + gap.hint + "\n";
  }
  if (!report.constants.empty()) text += "\nnot counted, since no request can change it\n";
  for (const Constant& constant : report.constants)
    text += "  " + sources.Position(constant.span) + "  " + constant.what + ": " + constant.why + "\n";
  return text;
}

}  // namespace bpol::coverage
