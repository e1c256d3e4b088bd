#include "compiler/pipeline.h"

#include <set>

#include "compiler/check/check.h"
#include "compiler/core/print.h"
#include "compiler/emit/emit.h"
#include "compiler/image/image.h"
#include "compiler/lower/lower.h"
#include "compiler/parse/parse.h"
#include "compiler/project/limits.h"
#include "compiler/resolve/resolve.h"

namespace bpol::compiler {
namespace {

// Runs the passes one after another until one is the last that was asked for, or the project turned out to be wrong.
class Pipeline {
 public:
  Pipeline(const project::FileSource& files, const Options& options, Compiled& compiled)
      : files_(files), options_(options), out_(compiled) {}

  Status Run() {
    if (Wrong()) return {};  // a manifest with mistakes may name the wrong modules
    out_.project.manifest.settings.question = options_.question;
    out_.project.manifest.settings.invariants = options_.invariants;
    out_.project.manifest.settings.today = options_.today;
    Parse();
    if (Done(Stage::Parse) || Wrong()) return {};  // what parse/ left out would be missed by every later pass
    out_.module = resolve::Resolve(out_.files, out_.diagnostics);
    if (Done(Stage::Resolve)) return {};
    out_.unit = check::Check(out_.module, out_.project.manifest.settings, out_.diagnostics);
    if (Done(Stage::Check) || Wrong()) return {};
    analyse::Analyse(*out_.unit, options_.dead_lines, out_.diagnostics);
    if (Done(Stage::Analyse) || Wrong()) return {};
    out_.description = describe::Describe(*out_.unit);
    project::CheckLimits(out_.project.manifest, *out_.unit, out_.description->schema, out_.description->lifecycle_costs,
                         out_.diagnostics);
    if (Done(Stage::Describe) || Wrong()) return {};
    return MakeCode();
  }

 private:
  // Nothing below can be the author's fault.
  Status MakeCode() {
    describe::Description& description = *out_.description;
    out_.core = lower::Lower(*out_.unit, description.schema, description.functions);
    image::TakeScratchSizes(out_.core, description.schema);
    description.schema.hash = describe::HashOfMeaning(description.schema, core::Print(out_.core));
    if (Done(Stage::Lower)) return {};
    out_.core = optimise::Optimise(std::move(out_.core), options_.optimise);
    if (Done(Stage::Optimise)) return {};
    BPOL_TRY(out_.object, emit::Emit(out_.core));
    if (Done(Stage::Emit)) return {};
    BPOL_TRY(out_.image, image::MakeImage(out_.object, out_.core, description.schema));
    out_.reached = Stage::Image;
    return {};
  }

  void Parse() {
    for (const project::LoadedModule& module : out_.project.modules)
      out_.files.push_back(parse::Parse(out_.sources.file(module.source), out_.diagnostics));
    if (!options_.more.empty())
      out_.files.push_back(parse::Parse(out_.sources.Add("(asked)", options_.more), out_.diagnostics));
    ParseStandardModules();
    project::LoadData(files_, out_.files, out_.project.manifest.settings, out_.diagnostics);
  }

  // Those that are used and that the project does not have itself, and what these use in turn.
  void ParseStandardModules() {
    std::set<std::string> had;
    for (const syntax::File& file : out_.files)
      if (file.module) had.insert(file.module->Dotted());
    for (std::size_t i = 0; i < out_.files.size(); ++i) {
      const std::vector<syntax::Use> uses = out_.files[i].uses;  // the list of files moves as it grows
      for (const syntax::Use& use : uses) {
        if (!had.insert(use.module.Dotted()).second) continue;
        const auto module = project::LoadStandardModule(files_, use.module, out_.sources, out_.diagnostics);
        if (!module) continue;
        out_.project.modules.push_back(*module);
        out_.files.push_back(parse::Parse(out_.sources.file(module->source), out_.diagnostics));
      }
    }
  }

  bool Wrong() const { return out_.diagnostics.has_errors(); }
  bool Done(Stage stage) {
    out_.reached = stage;
    return options_.stop_after == stage;
  }

  const project::FileSource& files_;
  const Options& options_;
  Compiled& out_;
};

}  // namespace

std::map<std::string, Stage> StagesByWord() {
  return {
#define BPOL_STAGE(name, word, what) {word, Stage::name},
#include "compiler/stages.def"
#undef BPOL_STAGE
  };
}

Result<std::string> HeadOfMore(const Compiled& project, std::string_view module) {
  std::string text = "module " + std::string(module) + "\n";
  for (const syntax::File& file : project.files) {
    if (!file.module)
      return Error{"a file without a `module` line cannot be asked about; begin it with `module NAME`\n"};
    if (!file.module->Dotted().starts_with("std.")) text += "use " + file.module->Dotted() + "\n";
  }
  return text;
}

Result<std::unique_ptr<Compiled>> Compile(const project::FileSource& files, const Options& options) {
  auto compiled = std::make_unique<Compiled>();
  BPOL_TRY(compiled->project, project::Load(files, compiled->sources, compiled->diagnostics));
  BPOL_TRY_STATUS(Pipeline(files, options, *compiled).Run());
  return compiled;
}

Result<std::unique_ptr<Compiled>> CompileModule(const project::FileSource& files, std::string_view path,
                                                const Options& options) {
  auto compiled = std::make_unique<Compiled>();
  BPOL_TRY(compiled->project, project::LoadModule(files, path, compiled->sources));
  BPOL_TRY_STATUS(Pipeline(files, options, *compiled).Run());
  return compiled;
}

}  // namespace bpol::compiler
