#include "compiler/diagnostics/fix.h"

#include <algorithm>

namespace bpol::diagnostics {
namespace {

using source::SourceFile;
using source::SourceMap;

bool Before(const Edit& left, const Edit& right) {
  if (left.span.file != right.span.file) return left.span.file < right.span.file;
  return left.span.begin < right.span.begin;
}

// Two that are put at one place have no order of their own.
bool Touch(const Edit& left, const Edit& right) {
  if (left.span.file != right.span.file) return false;
  if (left.span.begin == right.span.begin) return true;
  return left.span.begin < right.span.end && right.span.begin < left.span.end;
}

// A name as it stands there, or in quotes.
void AddName(Span span, const Advice& help, const SourceMap& sources, std::vector<Edit>& edits) {
  if (!span.valid()) return;
  const std::string_view there = sources.Text(span);
  if (there == help.wrong) edits.push_back({span, help.right});
  if (there == "\"" + help.wrong + "\"") edits.push_back({span, "\"" + help.right + "\""});
}

}  // namespace

std::vector<Edit> FixOf(const Diagnostic& diagnostic, const SourceMap& sources) {
  std::vector<Edit> edits = diagnostic.edits;
  if (!diagnostic.help.right.empty()) {
    AddName(diagnostic.span, diagnostic.help, sources, edits);
    for (const Label& label : diagnostic.labels) AddName(label.span, diagnostic.help, sources, edits);
  }
  std::ranges::stable_sort(edits, Before);
  return edits;
}

std::vector<Edit> FixesOf(const Diagnostics& diagnostics, const SourceMap& sources) {
  std::vector<Edit> all;
  for (const Diagnostic& diagnostic : diagnostics.InSourceOrder()) {
    const std::vector<Edit> fix = FixOf(diagnostic, sources);
    const bool taken = std::ranges::any_of(fix, [&](const Edit& one) {
      return std::ranges::any_of(all, [&](const Edit& other) { return Touch(one, other); });
    });
    if (!taken) all.insert(all.end(), fix.begin(), fix.end());
  }
  std::ranges::stable_sort(all, Before);
  return all;
}

std::string Apply(const SourceFile& file, std::span<const Edit> edits) {
  std::string text;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    if (edit.span.file != file.id()) continue;
    text += file.text().substr(at, edit.span.begin - at);
    text += edit.text;
    at = edit.span.end;
  }
  return text + std::string(file.text().substr(at));
}

std::string MendedLine(std::span<const Edit> edits, const SourceMap& sources) {
  if (edits.empty()) return "";
  const SourceFile& file = sources.FileOf(edits.front().span);
  const std::string mended = Apply(file, edits);
  const Edit& edit = edits.front();
  const std::size_t before = mended.rfind('\n', edit.span.begin == 0 ? 0 : edit.span.begin - 1);
  const bool below = edit.text.starts_with('\n');
  const std::size_t begin = below ? edit.span.begin + 1 : before == std::string::npos ? 0 : before + 1;
  std::string line = mended.substr(begin, mended.find('\n', begin) - begin);
  const std::size_t first = line.find_first_not_of(" \t\r");
  if (first == std::string::npos) return "";
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace bpol::diagnostics
