// bpol test: runs the tests of a project, a line each.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "compiler/cli/ready_project.h"
#include "compiler/cli/terminal.h"
#include "compiler/trial/run_test.h"

namespace bpol::cli {
namespace {

struct TestArguments {
  std::string path;
  trial::Engines engines = trial::Engines::Both;
};

void Report(const compiler::Compiled& compiled, const checked::Test& test, const trial::TestResult& result) {
  if (result.passed()) {
    std::printf("%s %s\n", Paint("pass", Style::Good, Stream::Output).c_str(), test.name.c_str());
    return;
  }
  const std::string place = compiled.sources.Position(test.span);
  std::printf("%s %s\n", Paint("FAIL", Style::Bad, Stream::Output).c_str(), test.name.c_str());
  std::printf("     %s\n", Paint(place, Style::Faint, Stream::Output).c_str());
  for (const std::string& complaint : result.complaints) std::printf("     %s\n", complaint.c_str());
}

Exit Test(const TestArguments& arguments) {
  auto opened = OpenReadyProject(arguments.path, arguments.engines);
  if (const Exit* exit = std::get_if<Exit>(&opened)) return *exit;
  const ReadyProject& project = std::get<ReadyProject>(opened);
  std::size_t passed = 0, failed = 0;
  for (const checked::Test& test : project.compiled->unit->tests) {
    const trial::TestResult result = trial::RunTest(*project.panel, test);
    ++(result.passed() ? passed : failed);
    Report(*project.compiled, test, result);
  }
  const std::string sum = std::to_string(passed) + " passed, " + std::to_string(failed) + " failed";
  std::printf("%s\n", Paint(sum, failed == 0 ? Style::Good : Style::Bad, Stream::Output).c_str());
  return failed == 0 ? Exit::Ok : Exit::Problem;
}

}  // namespace

void AddTest(CLI::App& app, Exit& exit) {
  auto arguments = std::make_shared<TestArguments>();
  CLI::App* command = app.add_subcommand("test", "run the tests of a project");
  command->add_option("PROJECT", arguments->path, "a project's folder, or one .bpol file")->required();
  command->add_option("--engine", arguments->engines, "native, plain, or both (the default), held against each other")
      ->transform(CLI::CheckedTransformer(EnginesByWord()).description(""))
      ->type_name("ENGINE");
  command->callback([arguments, &exit] { exit = Test(*arguments); });
}

}  // namespace bpol::cli
