#include "compiler/diagnostics/render.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "compiler/diagnostics/excerpt.h"
#include "compiler/diagnostics/fix.h"

namespace bpol::diagnostics {
namespace {

constexpr std::string_view kText = "rules Access for Read {\n    permit home when subject.country == 3\n}\n";

Diagnostic Sample() {
  return {.code = Code::UnexpectedText,
          .span = {0, 64, 65},
          .message = "`==` between `Country` and `Int`",
          .labels = {{{0, 45, 60}, "a `Country`"}, {{0, 0, 5}, "in this block"}},
          .help = "compare with a country: `DE`"};
}

TEST(RenderText, ShowsThePlaceTheLabelsAndTheAdvice) {
  source::SourceMap sources;
  sources.Add("policies/a.bpol", std::string(kText));
  EXPECT_EQ(RenderText(Sample(), sources, Colour::Never),
            "error[E0101]: `==` between `Country` and `Int`\n"
            " --> policies/a.bpol:2:41\n"
            "   |\n"
            " 2 |     permit home when subject.country == 3\n"
            "   |                                         ^\n"
            "   |                      --------------- a `Country`\n"
            " 1 | rules Access for Read {\n"
            "   | ----- in this block\n"
            "   = help: compare with a country: `DE`\n");
}

TEST(RenderText, ColoursOnlyWhenAsked) {
  source::SourceMap sources;
  sources.Add("a.bpol", std::string(kText));
  EXPECT_EQ(RenderText(Sample(), sources, Colour::Never).find('\x1b'), std::string::npos);
  EXPECT_NE(RenderText(Sample(), sources, Colour::Always).find("\x1b[1;31merror[E0101]"), std::string::npos);
}

TEST(RenderText, SortsByPlaceAndCounts) {
  source::SourceMap sources;
  sources.Add("a.bpol", "let a = 1\nlet b = 2\n");
  Diagnostics diagnostics;
  EXPECT_EQ(RenderText(diagnostics, sources, Colour::Never), "");
  diagnostics.Add({.code = Code::DuplicateName, .span = {0, 14, 15}, .message = "later"});
  diagnostics.Add({.code = Code::DuplicateName, .span = {0, 4, 5}, .message = "earlier"});
  diagnostics.Add({.code = Code::UnknownModule, .span = {}, .message = "nowhere"});
  const std::string text = RenderText(diagnostics, sources, Colour::Never);
  EXPECT_LT(text.find("nowhere"), text.find("earlier"));
  EXPECT_LT(text.find("earlier"), text.find("later"));
  EXPECT_TRUE(text.ends_with("3 errors, 0 warnings\n")) << text;
}

TEST(RenderText, LetsNoFileWriteOnTheTerminal) {
  source::SourceMap sources;
  sources.Add("a\x1b[2J.bpol", "let \x1b[31mred\x07 \xff\xe2\x80\xae = 1");
  const std::string text =
      RenderText({.code = Code::UnknownName, .span = {0, 4, 9}, .message = "a \x1b[0m\nb"}, sources, Colour::Never);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\x07'), std::string::npos);
  EXPECT_EQ(text.find('\xff'), std::string::npos);
  EXPECT_EQ(text.find("\xe2\x80\xae"), std::string::npos);
}

TEST(Excerpt, CutsLongLinesAroundTheirPlace) {
  const std::string line = std::string(100'000, 'a') + "HERE" + std::string(100'000, 'b');
  const Excerpt excerpt = MakeExcerpt(line, 100'000, 100'004);
  EXPECT_LT(excerpt.line.size(), 200u);
  EXPECT_NE(excerpt.line.find("HERE"), std::string::npos);
  EXPECT_EQ(excerpt.width, 4u);
}

TEST(Excerpt, CountsCodePoints) {
  const Excerpt excerpt = MakeExcerpt("\"Müller\" x", 10, 11);
  EXPECT_EQ(excerpt.column, 9u);
  EXPECT_EQ(excerpt.width, 1u);
}

TEST(RenderJson, CarriesPlacesInAllUnits) {
  source::SourceMap sources;
  sources.Add("a.bpol", "let é = \"x\"\nlet b = 2\n");
  Diagnostics diagnostics;
  diagnostics.Add({.code = Code::UnknownName, .span = {0, 9, 12}, .message = "quote \" and \xff", .help = "try"});
  const auto one = nlohmann::json::parse(RenderJson(diagnostics, sources));
  EXPECT_EQ(one["code"], "E0201");
  EXPECT_EQ(one["severity"], "error");
  EXPECT_EQ(one["file"], "a.bpol");
  EXPECT_EQ(one["range"]["start"]["line"], 1);
  EXPECT_EQ(one["range"]["start"]["column"], 9);
  EXPECT_EQ(one["range"]["start"]["offset"], 9);
  EXPECT_EQ(one["help"], "try");
}

TEST(RenderJson, IsALineForEach) {
  const source::SourceMap sources;
  Diagnostics diagnostics;
  EXPECT_EQ(RenderJson(diagnostics, sources), "");
  diagnostics.Add({.code = Code::UnknownName, .span = {}, .message = "one"});
  diagnostics.Add({.code = Code::AbsenceDecides, .span = {}, .message = "two"});
  EXPECT_EQ(RenderJson(diagnostics, sources),
            "{\"code\":\"E0201\",\"severity\":\"error\",\"message\":\"one\"}\n"
            "{\"code\":\"W0901\",\"severity\":\"warning\",\"message\":\"two\"}\n");
}

TEST(Fixes, AreShownAsTheLineBecomesAndAsEdits) {
  source::SourceMap sources;
  const source::SourceFile& file = sources.Add("a.bpol", "let a = bb\nlet b = \"bb\" && bb\n");
  Diagnostics diagnostics;
  diagnostics.Add({.code = Code::UnknownName,
                   .span = {0, 8, 10},
                   .message = "no `bb`",
                   .labels = {{{0, 19, 23}, "here too"}, {{0, 15, 16}, "something else"}},
                   .help = {"did you mean `b`?", "bb", "b"}});
  diagnostics.Add(
      {.code = Code::ForeignOperator, .span = {0, 24, 26}, .message = "&&", .edits = {{{0, 24, 26}, "and"}}});
  diagnostics.Add({.code = Code::ForeignOperator, .span = {0, 25, 26}, .message = "&", .edits = {{{0, 25, 26}, "or"}}});
  EXPECT_EQ(Apply(file, FixesOf(diagnostics, sources)), "let a = b\nlet b = \"b\" and bb\n");
  EXPECT_NE(RenderText(diagnostics, sources, Colour::Never).find("   = fix: let b = \"bb\" and bb\n"),
            std::string::npos);
  const auto log = nlohmann::json::parse(RenderSarif(diagnostics, sources));
  const auto& change = log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
  EXPECT_EQ(change["artifactLocation"]["uri"], "a.bpol");
  ASSERT_EQ(change["replacements"].size(), 2u);
  EXPECT_EQ(change["replacements"][1]["deletedRegion"]["byteOffset"], 19);
  EXPECT_EQ(change["replacements"][1]["insertedContent"]["text"], "\"b\"");
  EXPECT_NE(RenderJson(diagnostics, sources).find("\"fix\":[{\"text\":\"and\",\"file\":\"a.bpol\""), std::string::npos);
}

// What the schema of SARIF 2.1.0 requires of each object that we write, and the members that it constrains.
TEST(RenderSarif, HasWhatTheSchemaRequires) {
  source::SourceMap sources;
  sources.Add("pay rules/ä.bpol", "let é = \"x\"\nlet b = 2\n");
  Diagnostics diagnostics;
  diagnostics.Add({.code = Code::UnknownName,
                   .span = {0, 9, 12},
                   .message = "quote \" and \xff",
                   .labels = {{{0, 17, 18}, "here"}},
                   .help = "try"});
  diagnostics.Add({.code = Code::AbsenceDecides, .span = {}, .message = "no place"});
  diagnostics.Add({.code = Code::UnknownName, .span = {0, 17, 18}, .message = "again"});
  const auto log = nlohmann::json::parse(RenderSarif(diagnostics, sources));
  EXPECT_EQ(log["version"], "2.1.0");
  ASSERT_EQ(log["runs"].size(), 1u);
  const auto& run = log["runs"][0];
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  EXPECT_EQ(run["tool"]["driver"]["name"], "bpol");
  const auto& rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), 2u);
  ASSERT_EQ(run["results"].size(), 3u);
  for (const auto& result : run["results"]) {
    EXPECT_TRUE(result["message"]["text"].is_string());
    EXPECT_TRUE(result["level"] == "error" || result["level"] == "warning");
    const auto& rule = rules.at(result["ruleIndex"].get<std::size_t>());
    EXPECT_EQ(rule["id"], result["ruleId"]);
    EXPECT_TRUE(rule["shortDescription"]["text"].is_string());
    EXPECT_NE(rule["help"]["text"].get<std::string>().find(result["ruleId"].get<std::string>()), std::string::npos);
  }
  EXPECT_FALSE(run["results"][0].contains("locations"));
  const auto& first = run["results"][1];
  EXPECT_EQ(first["message"]["text"], "quote \" and \xEF\xBF\xBD\nhelp: try");
  const auto& place = first["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "pay%20rules/%C3%A4.bpol");
  EXPECT_EQ(place["region"],
            nlohmann::json::parse(
                R"({"startLine":1,"startColumn":9,"endLine":1,"endColumn":12,"byteOffset":9,"byteLength":3})"));
  EXPECT_EQ(first["relatedLocations"][0]["message"]["text"], "here");
  EXPECT_EQ(first["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 2);
}

TEST(RenderSarif, OfNothingIsARunWithoutResults) {
  const auto log = nlohmann::json::parse(RenderSarif({}, {}));
  EXPECT_EQ(log["runs"][0]["results"], nlohmann::json::array());
  EXPECT_EQ(log["runs"][0]["tool"]["driver"]["rules"], nlohmann::json::array());
}

TEST(Diagnostics, KeepsSoManyAndCountsTheRest) {
  Diagnostics diagnostics;
  for (int index = 0; index < 10'000; ++index) diagnostics.Add({.code = Code::UnknownName, .span = {}, .message = "x"});
  EXPECT_EQ(diagnostics.all().size(), Diagnostics::kLimit);
  EXPECT_EQ(diagnostics.error_count(), 10'000u);
  EXPECT_EQ(diagnostics.dropped(), 10'000u - Diagnostics::kLimit);
}

TEST(Codes, AreUniqueAndGrouped) {
  std::set<std::string_view> numbers;
  for (const Code code : AllCodes()) {
    const std::string_view number = NumberOf(code);
    EXPECT_EQ(number.size(), 5u) << number;
    EXPECT_TRUE(number.front() == 'E' || number.front() == 'W') << number;
    EXPECT_TRUE(numbers.insert(number).second) << number << " twice";
    EXPECT_FALSE(TitleOf(code).empty()) << number;
  }
}

}  // namespace
}  // namespace bpol::diagnostics
