#include <nlohmann/json.hpp>

#include "compiler/diagnostics/fix.h"
#include "compiler/diagnostics/render.h"

namespace bpol::diagnostics {
namespace {

using Json = nlohmann::ordered_json;
using source::SourceMap;

Json PointOf(const source::SourceFile& file, std::uint32_t offset) {
  const source::LineColumn at = file.Locate(offset);
  return {{"line", at.line}, {"column", at.column}, {"offset", offset}};
}

void AddPlace(Json& object, Span span, const SourceMap& sources) {
  if (!span.valid()) return;
  const source::SourceFile& file = sources.FileOf(span);
  object["file"] = file.path();
  object["range"] = {{"start", PointOf(file, span.begin)}, {"end", PointOf(file, span.end)}};
}

Json LabelsOf(const Diagnostic& diagnostic, const SourceMap& sources) {
  Json labels = Json::array();
  for (const Label& label : diagnostic.labels) {
    Json one = {{"text", label.text}};
    AddPlace(one, label.span, sources);
    labels.push_back(std::move(one));
  }
  return labels;
}

Json EditsOf(const Diagnostic& diagnostic, const SourceMap& sources) {
  Json edits = Json::array();
  for (const Edit& edit : FixOf(diagnostic, sources)) {
    Json one = {{"text", edit.text}};
    AddPlace(one, edit.span, sources);
    edits.push_back(std::move(one));
  }
  return edits;
}

}  // namespace

std::string RenderJson(const Diagnostics& diagnostics, const SourceMap& sources) {
  std::string lines;
  for (const Diagnostic& diagnostic : diagnostics.InSourceOrder()) {
    Json one = {{"code", NumberOf(diagnostic.code)},
                {"severity", SeverityOf(diagnostic.code) == Severity::Error ? "error" : "warning"},
                {"message", diagnostic.message}};
    AddPlace(one, diagnostic.span, sources);
    if (!diagnostic.labels.empty()) one["labels"] = LabelsOf(diagnostic, sources);
    if (!diagnostic.help.empty()) one["help"] = diagnostic.help.text;
    if (Json fix = EditsOf(diagnostic, sources); !fix.empty()) one["fix"] = std::move(fix);
    // A message may quote bytes of the policy; what is not UTF-8 becomes U+FFFD.
    lines += one.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return lines;
}

}  // namespace bpol::diagnostics
