#include "compiler/cli/ready_project.h"

#include "compiler/cli/open_project.h"
#include "runtime/unit/image_file.h"

namespace bpol::cli {

using trial::Engines;

namespace {

// The same way into memory as in the gateway.
Result<std::unique_ptr<const unit::PolicyUnit>> LoadImage(ByteSpan image) {
  BPOL_TRY(const unit::FileDescriptor file, unit::SealedImageOf(image));
  return unit::Load(file.get());
}

}  // namespace

std::map<std::string, Engines> EnginesByWord() {
  return {{"native", Engines::Native}, {"plain", Engines::Plain}, {"both", Engines::Both}};
}

std::variant<ReadyProject, Exit> OpenReadyProject(const std::string& path, Engines engines, Keep keep) {
  const auto last = engines == Engines::Plain ? compiler::Stage::Lower : compiler::Stage::Image;
  auto compiled = CompilePath(path, {.stop_after = last});
  if (!compiled.ok()) return Fail(compiled.error());
  ReadyProject project;
  project.compiled = std::move(*compiled);
  compiler::Compiled& result = *project.compiled;
  if (result.diagnostics.has_errors()) {
    ShowDiagnostics(result);
    return Exit::Problem;
  }
  const keys::KeyRing& keys = result.project.manifest.test_keys;
  std::unique_ptr<trial::Judge> plain, native;
  if (keep == Keep::Recording) project.recording = std::make_unique<trial::Recording>(*result.unit);
  if (engines != Engines::Native)
    plain = trial::MakePlainJudge({*result.unit, result.description->schema, result.description->functions}, keys,
                                  project.recording.get());
  if (engines != Engines::Plain) {
    auto loaded = LoadImage(result.image);
    if (!loaded.ok()) return Fail(loaded.error());
    project.native = std::move(*loaded);
    native = trial::MakeNativeJudge(*project.native, keys);
  }
  project.panel = std::make_unique<trial::Panel>(std::move(plain), std::move(native));
  return project;
}

}  // namespace bpol::cli
