// bpol check: reads a project, says what is wrong with it, and prints what a stage made of it.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "compiler/cli/command.h"
#include "compiler/cli/open_project.h"
#include "compiler/diagnostics/render.h"
#include "compiler/pipeline.h"

namespace bpol::cli {
namespace {

using compiler::Stage;

enum class Format { Human, Json };

struct CheckArguments {
  std::string path;
  Stage stop_after = compiler::kLastStage;
  Format format = Format::Human;
};

std::string Summary(const compiler::Compiled& compiled) {
  const checked::Project& settings = compiled.project.manifest.settings;
  return settings.name + " " + settings.version + ": no mistakes found\n";
}

Exit Check(const CheckArguments& arguments) {
  const auto compiled = CompilePath(arguments.path, {.stop_after = arguments.stop_after});
  if (!compiled.ok()) return Fail(compiled.error());
  const compiler::Compiled& result = **compiled;
  if (arguments.format == Format::Json) {
    std::puts(diagnostics::RenderJson(result.diagnostics, result.sources).c_str());
  } else {
    ShowDiagnostics(result);
    if (!result.diagnostics.has_errors()) std::fputs(Summary(result).c_str(), stdout);
  }
  return result.diagnostics.has_errors() ? Exit::Problem : Exit::Ok;
}

}  // namespace

void AddCheck(CLI::App& app, Exit& exit) {
  auto arguments = std::make_shared<CheckArguments>();
  CLI::App* command = app.add_subcommand("check", "read a project and say what is wrong with it");
  command->add_option("PROJECT", arguments->path, "a project's folder, or one .bpol file")->required();
  command->add_option("--stop-after", arguments->stop_after, "stop after this stage")
      ->transform(CLI::CheckedTransformer(compiler::StagesByWord()).description(""))
      ->type_name("STAGE");
  const std::map<std::string, Format> formats{{"human", Format::Human}, {"json", Format::Json}};
  command->add_option("--format", arguments->format, "how to write mistakes: human or json")
      ->transform(CLI::CheckedTransformer(formats).description(""))
      ->type_name("FORMAT");
  command->callback([arguments, &exit] { exit = Check(*arguments); });
}

}  // namespace bpol::cli
