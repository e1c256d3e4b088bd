// SARIF 2.1.0 (OASIS), section numbers of which stand where they are met.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "compiler/diagnostics/fix.h"
#include "compiler/diagnostics/render.h"

namespace bpol::diagnostics {
namespace {

using Json = nlohmann::ordered_json;
using source::SourceMap;

// A path as a relative reference (RFC 3986, section 4.2): what is no unreserved character and no `/` is escaped.
std::string UriOf(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      uri += c;
    } else {
      uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return uri;
}

// 3.30: lines and columns from 1, the end column behind the last character; offsets in bytes.
Json RegionOf(const source::SourceFile& file, Span span) {
  const source::LineColumn start = file.Locate(span.begin);
  const source::LineColumn end = file.Locate(span.end);
  return {{"startLine", start.line}, {"startColumn", start.column}, {"endLine", end.line},
          {"endColumn", end.column}, {"byteOffset", span.begin},    {"byteLength", span.end - span.begin}};
}

Json LocationOf(Span span, const SourceMap& sources) {
  const source::SourceFile& file = sources.FileOf(span);
  return {
      {"physicalLocation", {{"artifactLocation", {{"uri", UriOf(file.path())}}}, {"region", RegionOf(file, span)}}}};
}

// 3.49: each code that was found, once.
Json RuleOf(Code code) {
  const std::string number(NumberOf(code));
  return {
      {"id", number},
      {"shortDescription", {{"text", TitleOf(code)}}},
      {"help",
       {{"text", "the page docs/diagnostics/" + number + ".md says why, and shows what is wrong and what is right"}}},
      {"defaultConfiguration", {{"level", SeverityOf(code) == Severity::Error ? "error" : "warning"}}}};
}

// 3.55 to 3.57: a change of one file is one object, however many places it has.
Json FixJson(const std::vector<Edit>& edits, const SourceMap& sources) {
  Json changes = Json::array();
  for (const Edit& edit : edits) {
    const source::SourceFile& file = sources.FileOf(edit.span);
    const Json artifact = {{"uri", UriOf(file.path())}};
    if (changes.empty() || changes.back()["artifactLocation"] != artifact)
      changes.push_back({{"artifactLocation", artifact}, {"replacements", Json::array()}});
    changes.back()["replacements"].push_back(
        {{"deletedRegion", RegionOf(file, edit.span)}, {"insertedContent", {{"text", edit.text}}}});
  }
  return {{"description", {{"text", "write: " + MendedLine(edits, sources)}}}, {"artifactChanges", std::move(changes)}};
}

// 3.27.
Json ResultOf(const Diagnostic& diagnostic, std::size_t rule, const SourceMap& sources) {
  const std::string advice = diagnostic.help.empty() ? "" : "\nhelp: " + diagnostic.help.text;
  Json result = {{"ruleId", NumberOf(diagnostic.code)},
                 {"ruleIndex", rule},
                 {"level", SeverityOf(diagnostic.code) == Severity::Error ? "error" : "warning"},
                 {"message", {{"text", diagnostic.message + advice}}}};
  if (diagnostic.span.valid()) result["locations"] = Json::array({LocationOf(diagnostic.span, sources)});
  Json related = Json::array();
  for (const Label& label : diagnostic.labels) {
    if (!label.span.valid()) continue;
    Json one = LocationOf(label.span, sources);
    one["message"] = {{"text", label.text}};
    related.push_back(std::move(one));
  }
  if (!related.empty()) result["relatedLocations"] = std::move(related);
  if (const std::vector<Edit> edits = FixOf(diagnostic, sources); !edits.empty())
    result["fixes"] = Json::array({FixJson(edits, sources)});
  return result;
}

}  // namespace

std::string RenderSarif(const Diagnostics& diagnostics, const SourceMap& sources) {
  std::vector<Code> codes;
  Json rules = Json::array(), results = Json::array();
  for (const Diagnostic& diagnostic : diagnostics.InSourceOrder()) {
    const auto known = std::ranges::find(codes, diagnostic.code);
    const auto rule = static_cast<std::size_t>(known - codes.begin());
    if (known == codes.end()) {
      codes.push_back(diagnostic.code);
      rules.push_back(RuleOf(diagnostic.code));
    }
    results.push_back(ResultOf(diagnostic, rule, sources));
  }
  const Json driver = {{"name", "bpol"}, {"rules", std::move(rules)}};
  const Json run = {
      {"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}, {"results", std::move(results)}};
  const Json whole = {
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
  // A message may quote bytes of the policy; what is not UTF-8 becomes U+FFFD.
  return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bpol::diagnostics
