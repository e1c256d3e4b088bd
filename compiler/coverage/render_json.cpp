#include <nlohmann/json.hpp>

#include "compiler/coverage/render.h"

namespace bpol::coverage {
namespace {

using Json = nlohmann::ordered_json;

Json CountsOf(const Counts& counts) {
  Json json = Json::object();
  for (const Measure measure : kMeasures) {
    const Count& count = counts[static_cast<std::size_t>(measure)];
    json[WordOf(measure)] = {{"met", count.met}, {"all", count.all}};
  }
  return json;
}

Json PlaceOf(const source::SourceMap& sources, Span span) {
  const source::LineColumn at = sources.FileOf(span).Locate(span.begin);
  return {{"file", sources.FileOf(span).path()}, {"line", at.line}, {"column", at.column}};
}

Json Placed(Measure measure, const source::SourceMap& sources, Span span, const std::string& what) {
  Json json = {{"measure", WordOf(measure)}};
  json.update(PlaceOf(sources, span));
  json["what"] = what;
  return json;
}

}  // namespace

std::string RenderJson(const Report& report, const source::SourceMap& sources) {
  Json json = {
      {"rows", Json::array()}, {"all", CountsOf(report.all)}, {"gaps", Json::array()}, {"constants", Json::array()}};
  for (const Row& row : report.rows) {
    Json one = {{"name", row.name}};
    one.update(PlaceOf(sources, row.span));
    one.update(CountsOf(row.counts));
    json["rows"].push_back(std::move(one));
  }
  for (const Gap& gap : report.gaps) {
    json["gaps"].push_back(Placed(gap.measure, sources, gap.span, gap.what));
    if (!gap.hint.empty()) json["gaps"].back()["hint"] = gap.hint;
  }
  for (const Constant& constant : report.constants) {
    json["constants"].push_back(Placed(constant.measure, sources, constant.span, constant.what));
    json["constants"].back()["why"] = constant.why;
  }
  return json.dump() + "\n";
}

}  // namespace bpol::coverage
