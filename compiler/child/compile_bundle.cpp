#include "compiler/child/compile_bundle.h"

#include "compiler/diagnostics/render.h"
#include "compiler/pipeline.h"
#include "compiler/trial/run_test.h"
#include "runtime/unit/bundle.h"
#include "runtime/unit/image_file.h"
#include "runtime/unit/policy_unit.h"

namespace bpol::child {
namespace {

// The first failures tell enough; a report is bounded.
constexpr std::size_t kMostFailures = 20;

Status RunTests(const compiler::Compiled& compiled) {
  BPOL_TRY(const unit::FileDescriptor file, unit::SealedImageOf(compiled.image));
  BPOL_TRY(const std::unique_ptr<const unit::PolicyUnit> native, unit::Load(file.get()));
  const keys::KeyRing& keys = compiled.project.manifest.test_keys;
  trial::Panel panel(
      trial::MakePlainJudge({*compiled.unit, compiled.description->schema, compiled.description->functions}, keys),
      trial::MakeNativeJudge(*native, keys));
  std::string failures;
  std::size_t failed = 0;
  for (const checked::Test& test : compiled.unit->tests) {
    const trial::TestResult result = trial::RunTest(panel, test);
    if (result.passed()) continue;
    if (++failed <= kMostFailures) {
      failures += "test `" + test.name + "` failed at " + compiled.sources.Position(test.span) + "\n";
      for (const std::string& complaint : result.complaints) failures += "  " + complaint + "\n";
    }
  }
  if (failed == 0) return {};
  return Error{failures + std::to_string(failed) + " of " + std::to_string(compiled.unit->tests.size()) +
               " tests failed; the unit is refused"};
}

}  // namespace

Result<Bytes> CompileBundle(std::string_view bundle) {
  BPOL_TRY(unit::Bundle files, unit::ReadBundle(bundle));
  const project::MemorySource source(std::move(files.members));
  BPOL_TRY(std::unique_ptr<compiler::Compiled> compiled, compiler::Compile(source, {}));
  if (compiled->diagnostics.has_errors())
    return Error{diagnostics::RenderText(compiled->diagnostics, compiled->sources, diagnostics::Colour::Never)};
  BPOL_TRY_STATUS(RunTests(*compiled));
  return std::move(compiled->image);
}

}  // namespace bpol::child
