#include "compiler/cli/ready_project.h"

#include "compiler/cli/open_project.h"

namespace bpol::cli {

using trial::Engines;

std::map<std::string, Engines> EnginesByWord() {
  return {{"native", Engines::Native}, {"plain", Engines::Plain}, {"both", Engines::Both}};
}

std::variant<ReadyProject, Exit> OpenReadyProject(const std::string& path, Engines engines) {
  auto compiled = CompilePath(path, {.stop_after = compiler::kLastStage});
  if (!compiled.ok()) return Fail(compiled.error());
  ReadyProject project;
  project.compiled = std::move(*compiled);
  compiler::Compiled& result = *project.compiled;
  if (result.diagnostics.has_errors()) {
    ShowDiagnostics(result);
    return Exit::Problem;
  }
  if (engines != Engines::Plain) return Fail("native code is not there yet");
  project.panel = std::make_unique<trial::Panel>(
      trial::MakePlainJudge({*result.unit, result.description->schema, result.description->functions}), nullptr);
  return project;
}

}  // namespace bpol::cli
