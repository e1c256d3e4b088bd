// bpol build: a project without mistakes, in one file that a gateway loads.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "compiler/cli/command.h"
#include "compiler/cli/open_project.h"
#include "runtime/base/bytes.h"
#include "runtime/unit/bundle.h"

namespace bpol::cli {
namespace {

struct BuildArguments {
  std::string path;
  std::string output;
};

unit::Bundle BundleOf(const compiler::Compiled& compiled) {
  unit::Bundle bundle;
  bundle.members.emplace(project::kManifestName, compiled.project.manifest_text);
  for (const project::LoadedModule& module : compiled.project.modules)
    bundle.members.emplace(module.path, compiled.sources.file(module.source).text());
  bundle.members.insert(compiled.project.manifest.settings.data_files.begin(),
                        compiled.project.manifest.settings.data_files.end());
  return bundle;
}

Exit Build(const BuildArguments& arguments) {
  const auto compiled = CompilePath(arguments.path, {.stop_after = compiler::kLastStage});
  if (!compiled.ok()) return Fail(compiled.error());
  ShowDiagnostics(**compiled);
  if ((*compiled)->diagnostics.has_errors()) return Exit::Problem;
  if ((*compiled)->project.manifest_text.empty())
    return Fail("`" + arguments.path + "` is a single file; a bundle is built from a folder with a bpol.toml");
  const auto bundle = unit::WriteBundle(BundleOf(**compiled));
  if (!bundle.ok()) return Fail(bundle.error());
  if (const Status written = WriteFile(arguments.output, *bundle); !written.ok()) return Fail(written.error());
  const schema::Unit& unit = (*compiled)->description->schema;
  std::printf("built %s %s into %s\n  meaning %s\n  bundle  %s, %zu bytes\n", unit.name.c_str(), unit.version.c_str(),
              arguments.output.c_str(), unit.hash.c_str(), unit::BundleHash(*bundle).c_str(), bundle->size());
  return Exit::Ok;
}

}  // namespace

void AddBuild(CLI::App& app, Exit& exit) {
  auto arguments = std::make_shared<BuildArguments>();
  CLI::App* command = app.add_subcommand("build", "put a project into one file, for a gateway to load");
  command->add_option("PROJECT", arguments->path, "a project's folder")->required();
  command->add_option("-o,--output", arguments->output, "the file to write")->required()->type_name("FILE");
  command->footer("The same project always gives the same bytes.");
  command->callback([arguments, &exit] { exit = Build(*arguments); });
}

}  // namespace bpol::cli
