// bpol test: runs the tests of a project and tries its invariants, a line each, and says how much of it the tests meet.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "compiler/cli/invariants_report.h"
#include "compiler/cli/ready_project.h"
#include "compiler/cli/terminal.h"
#include "compiler/coverage/measure.h"
#include "compiler/coverage/render.h"
#include "compiler/trial/run_test.h"

namespace bpol::cli {
namespace {

enum class Format { Human, Json };

struct TestArguments {
  std::string path;
  trial::Engines engines = trial::Engines::Both;
  bool coverage = false;
  Format format = Format::Human;
  std::optional<std::uint32_t> at_least;  // per hundred
  invariants::Settings invariants = {};

  bool measures() const { return coverage || at_least; }
};

// Where a program reads the report, people read of the tests beside it.
void Report(const compiler::Compiled& compiled, const checked::Test& test, const trial::TestResult& result,
            Format format) {
  const Stream stream = format == Format::Human ? Stream::Output : Stream::Error;
  std::FILE* out = format == Format::Human ? stdout : stderr;
  if (result.passed()) {
    if (format == Format::Human)
      std::fprintf(out, "%s %s\n", Paint("pass", Style::Good, stream).c_str(), test.name.c_str());
    return;
  }
  const std::string place = compiled.sources.Position(test.span);
  std::fprintf(out, "%s %s\n", Paint("FAIL", Style::Bad, stream).c_str(), test.name.c_str());
  std::fprintf(out, "     %s\n", Paint(place, Style::Faint, stream).c_str());
  for (const std::string& complaint : result.complaints) std::fprintf(out, "     %s\n", complaint.c_str());
}

// Whether as much as was asked for is met.
bool ReportCoverage(const TestArguments& arguments, const ReadyProject& project, const coverage::Report& report) {
  const source::SourceMap& sources = project.compiled->sources;
  const std::string text = arguments.format == Format::Human ? "\n" + coverage::RenderText(report, sources)
                                                             : coverage::RenderJson(report, sources);
  std::fputs(text.c_str(), stdout);
  const coverage::Report::Least least = report.LeastMet();
  if (!arguments.at_least || least.per_hundred >= *arguments.at_least) return true;
  Fail("the tests show " + std::to_string(least.per_hundred) + " of 100 " + coverage::WordOf(least.measure) + "; " +
       std::to_string(*arguments.at_least) + " are asked for");
  return false;
}

Exit Test(const TestArguments& arguments) {
  if (arguments.measures() && arguments.engines == trial::Engines::Native)
    return Fail("coverage is told by the plain evaluator; ask for `--engine both` or `--engine plain`");
  if (arguments.format == Format::Json && !arguments.measures())
    return Fail("`--format json` writes coverage; ask for `--coverage`");
  auto opened =
      OpenReadyProject(arguments.path, arguments.engines, arguments.measures() ? Keep::Recording : Keep::Nothing);
  if (const Exit* exit = std::get_if<Exit>(&opened)) return *exit;
  const ReadyProject& project = std::get<ReadyProject>(opened);
  std::size_t passed = 0, failed = 0;
  for (const checked::Test& test : project.compiled->unit->tests) {
    const trial::TestResult result = trial::RunTest(*project.panel, test);
    ++(result.passed() ? passed : failed);
    Report(*project.compiled, test, result, arguments.format);
  }
  // Before invariants are tried: what their requests meet is shown by no test.
  std::optional<coverage::Report> report;
  if (arguments.measures()) report = coverage::Measured(*project.compiled, *project.recording);
  if (arguments.format == Format::Human) {
    const auto tried = TryInvariants(arguments.path, project, arguments.invariants);
    if (!tried.ok()) return Fail(tried.error());
    passed += tried->passed;
    failed += tried->failed;
    std::string sum = std::to_string(passed) + " passed, " + std::to_string(failed) + " failed";
    if (tried->untested > 0) sum += ", " + std::to_string(tried->untested) + " never put to the test";
    std::printf("%s\n", Paint(sum, failed == 0 ? Style::Good : Style::Bad, Stream::Output).c_str());
  }
  const bool enough = !report || ReportCoverage(arguments, project, *report);
  return failed == 0 && enough ? Exit::Ok : Exit::Problem;
}

}  // namespace

void AddTest(CLI::App& app, Exit& exit) {
  auto arguments = std::make_shared<TestArguments>();
  CLI::App* command = app.add_subcommand("test", "run the tests of a project and try its invariants");
  command->add_option("PROJECT", arguments->path, "a project's folder, or one .bpol file")->required();
  command->add_option("--engine", arguments->engines, "native, plain, or both (the default), held against each other")
      ->transform(CLI::CheckedTransformer(EnginesByWord()).description(""))
      ->type_name("ENGINE");
  command->add_flag("--coverage", arguments->coverage, "say which lines, conditions, outcomes and bins no test shows");
  command
      ->add_option("--coverage-at-least", arguments->at_least,
                   "end with 1 where the tests meet less of 100 of any of these")
      ->check(CLI::Range(0, 100))
      ->type_name("N");
  const std::map<std::string, Format> formats{{"human", Format::Human}, {"json", Format::Json}};
  command->add_option("--format", arguments->format, "how to write the coverage: human or json")
      ->transform(CLI::CheckedTransformer(formats).description(""))
      ->type_name("FORMAT");
  command->add_option("--tries", arguments->invariants.tries, "requests for each invariant and action; default 1000")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N");
  command->add_option("--seed", arguments->invariants.seed, "which requests: the same number gives the same; default 1")
      ->type_name("N");
  command->callback([arguments, &exit] { exit = Test(*arguments); });
}

}  // namespace bpol::cli
