// Every pass in order: a project's files in, what each stage made of them out. What embedders include.
// The stages and what each may not know: docs/internals.md.
// Thread safety: calls may run in parallel; a Compiled belongs to one thread until it is done, then any may read it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/analyse/analyse.h"
#include "compiler/checked/checked.h"
#include "compiler/core/core.h"
#include "compiler/describe/describe.h"
#include "compiler/diagnostics/diagnostics.h"
#include "compiler/optimise/optimise.h"
#include "compiler/project/load.h"
#include "compiler/source/source_map.h"
#include "compiler/symbols/symbols.h"
#include "compiler/syntax/file.h"
#include "runtime/base/bytes.h"

namespace bpol::compiler {

// In the order in which they run.
enum class Stage {
#define BPOL_STAGE(name, word, what) name,
#include "compiler/stages.def"
#undef BPOL_STAGE
};

inline constexpr Stage kLastStage = Stage::Image;
// The words of --stop-after.
std::map<std::string, Stage> StagesByWord();

struct Options {
  Stage stop_after = kLastStage;
  optimise::OptimiseOptions optimise = {};
  analyse::DeadLines dead_lines = analyse::DeadLines::Told;
  std::optional<std::int64_t> today = {};  // days, as values::Date: lines whose period is over are told of
  // Of tools that ask about a project: one more module behind its own, and what an action reads of it.
  std::string more = {};
  std::optional<checked::Question> question = {};
  checked::Invariants invariants = checked::Invariants::Checked;
};

// What is there depends on how far the pipeline came: each part is made by the stage that names it.
// INVARIANT: after Stage::Check nothing was made of a project whose diagnostics have errors.
struct Compiled {
  source::SourceMap sources;
  Diagnostics diagnostics;
  project::Loaded project;
  std::optional<Stage> reached;       // the last stage that ran; none where the manifest has mistakes
  std::vector<syntax::File> files;    // Parse: one a module, in the order of the manifest, then the standard library's
  symbols::Module module;             // Resolve; refers to `files`
  std::optional<checked::Unit> unit;  // Check
  std::optional<describe::Description> description;  // Describe; Lower adds the hash
  core::Program core;                                // Lower; Optimise rewrites it
  Bytes object;                                      // Emit: ELF
  Bytes image;                                       // Image: runtime/unit/image_format.h
};

// The head of a module for Options::more that can name everything of the project's modules. The error: a file without a
// `module` line, which nobody can use.
Result<std::string> HeadOfMore(const Compiled& project, std::string_view module);

// The project whose bpol.toml is in `files`. The error is the world's: files, memory, LLVM. Mistakes of the policy are
// diagnostics, and the pipeline stops before what would only repeat them.
Result<std::unique_ptr<Compiled>> Compile(const project::FileSource& files, const Options& options);

// A project of the one module at `path`, with the settings of an empty manifest.
Result<std::unique_ptr<Compiled>> CompileModule(const project::FileSource& files, std::string_view path,
                                                const Options& options);

}  // namespace bpol::compiler
