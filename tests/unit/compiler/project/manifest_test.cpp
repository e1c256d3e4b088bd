#include "compiler/project/manifest.h"

#include <gtest/gtest.h>

#include "compiler/diagnostics/render.h"
#include "compiler/source/source_map.h"

namespace bpol::project {
namespace {

using checked::GivenValue;

// `line:column message` of every diagnostic, a line each.
std::string MistakesOf(const source::SourceMap& sources, const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.InSourceOrder()) {
    const auto at = sources.FileOf(diagnostic.span).Locate(diagnostic.span.begin);
    text += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + diagnostic.message + "\n";
  }
  return text;
}

void CheckMistakes(std::string_view toml, std::string_view expected) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  ReadManifest(sources.Add("bpol.toml", std::string(toml)), diagnostics);
  EXPECT_EQ(MistakesOf(sources, diagnostics), expected) << toml;
}

TEST(Manifest, ReadsEverything) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  const Manifest manifest = ReadManifest(sources.Add("bpol.toml", R"(
[project]
name = "payments"
version = "2026.1"
zone = "UTC"
modules = ["a.bpol", "rules/b.bpol"]
regions = ["eu-central", "in-mumbai"]
[params]
cap = 4
strict = true
ceiling = "EUR 30.00"
start = 2026-11-20
moment = 2026-11-20T08:00:00Z
partners = ["tpp-1", 2]
caps = { low = 1, high = [true] }
[limits]
elements = 8
text = 100
visits = 50
clock_skew = "1min"
cost = 5000
[host]
obligations = ["audit"]
)"),
                                         diagnostics);
  EXPECT_EQ(MistakesOf(sources, diagnostics), "");
  const checked::Project& settings = manifest.settings;
  EXPECT_EQ(settings.name, "payments");
  EXPECT_EQ(settings.version, "2026.1");
  EXPECT_EQ(settings.regions, (std::vector<std::string>{"eu-central", "in-mumbai"}));
  const auto text = [](const char* given) { return GivenValue{.text = given}; };
  EXPECT_EQ(settings.params,
            (std::map<std::string, GivenValue>{
                {"cap", text("4")},
                {"strict", text("true")},
                {"ceiling", text("EUR 30.00")},
                {"start", text("2026-11-20")},
                {"moment", text("2026-11-20T08:00:00Z")},
                {"partners", {.shape = GivenValue::Shape::Array, .elements = {text("tpp-1"), text("2")}}},
                {"caps",
                 {.shape = GivenValue::Shape::Table,
                  .elements = {{.shape = GivenValue::Shape::Array, .elements = {text("true")}}, text("1")},
                  .names = {"high", "low"}}}}));
  EXPECT_EQ(settings.default_elements, 8u);
  EXPECT_EQ(settings.default_text, 100u);
  EXPECT_EQ(settings.visit_limit, 50);
  EXPECT_EQ(settings.clock_skew, 60'000'000);
  EXPECT_EQ(manifest.cost_limit, 5000);
  EXPECT_EQ(manifest.host_obligations, std::vector<std::string>{"audit"});
  ASSERT_EQ(manifest.modules.size(), 2u);
  EXPECT_EQ(manifest.modules[1].text, "rules/b.bpol");
  EXPECT_EQ(sources.Text(manifest.modules[1].span), "\"rules/b.bpol\"");
}

TEST(Manifest, NamesEveryMistake) {
  CheckMistakes("[project]\nname = \"p\"\nversion = \"1\"\nmodules = [\"a.bpol\"]\n", "");
  CheckMistakes(
      "", "1:1 `project.name` is not given\n1:1 `project.version` is not given\n1:1 `project.modules` is not given\n");
  CheckMistakes("[project]\nname = 3\nversion = \"1 2\"\nmodules = \"a.bpol\"\ncolour = 1\n[extra]\n",
                "2:8 `project.name` is not a text\n"
                "3:11 `1 2` is not a version\n"
                "4:11 `project.modules` is not a list\n"
                "5:1 `project.colour` is not a setting\n"
                "6:2 `extra` is not a part of a manifest\n");
  CheckMistakes("project = 1\n",
                "1:1 `project.name` is not given\n1:1 `project.version` is not given\n"
                "1:1 `project.modules` is not given\n1:11 `project` is a value\n");
  CheckMistakes(
      "[project]\nname = \"P\"\nversion = \"1\"\nmodules = [\"../a.bpol\", \"b.txt\", \"c.bpol\", \"c.bpol\", 4]\n"
      "regions = [\"EU\"]\nzone = \"Europe/Berln\"\n",
      "2:8 `P` is not a name for a project\n"
      "4:12 `../a.bpol` leads out of the project's folder\n"
      "4:25 `b.txt` is not a policy file\n"
      "4:44 `c.bpol` stands in `project.modules` twice\n"
      "4:54 `project.modules` holds something that is not a text\n"
      "5:12 `EU` is not a name for a region\n"
      "6:8 `Europe/Berln` is not a zone of the tz database\n");
  CheckMistakes(
      "[project]\nname = \"p\"\nversion = \"1\"\nmodules = [\"a.bpol\"]\n"
      "[params]\na = [1, 2.5]\nb = 1.5\n[limits]\nelements = 0\ntext = \"x\"\nclock_skew = \"2h\"\n[host]\nobligations "
      "= "
      "1\n",
      "6:5 `params.a` is no value of a param\n"
      "7:5 `params.b` is no value of a param\n"
      "9:12 `limits.elements` is 0\n"
      "10:8 `limits.text` is not a whole number\n"
      "11:14 `2h` is not a clock skew\n"
      "13:15 `host.obligations` is not a list\n");
}

TEST(Manifest, WhatIsNotTomlIsSaidAtItsLine) {
  for (const std::string_view toml :
       {"[project]\nname = \n", "[project\n", "[project]\nname = \"\xff\"\n", "[project]\na = 1\na = 2\n"}) {
    source::SourceMap sources;
    Diagnostics diagnostics;
    ReadManifest(sources.Add("bpol.toml", std::string(toml)), diagnostics);
    ASSERT_EQ(diagnostics.error_count(), 1u) << toml;
    EXPECT_EQ(diagnostics.all()[0].code, Code::ManifestText);
    EXPECT_LE(diagnostics.all()[0].span.end, toml.size());
  }
  // Brackets without end are refused, not followed.
  source::SourceMap sources;
  Diagnostics diagnostics;
  ReadManifest(sources.Add("bpol.toml", "a = " + std::string(100'000, '[')), diagnostics);
  EXPECT_EQ(diagnostics.error_count(), 1u);
}

}  // namespace
}  // namespace bpol::project
