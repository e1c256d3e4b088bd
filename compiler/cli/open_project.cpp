#include "compiler/cli/open_project.h"

#include <cstdio>
#include <filesystem>

#include "compiler/cli/terminal.h"
#include "compiler/diagnostics/render.h"

namespace bpol::cli {

Result<std::unique_ptr<compiler::Compiled>> CompilePath(const std::string& path, const compiler::Options& options) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return Error{"there is no file or folder `" + path + "`"};
  const fs::path given(path);
  const bool folder = fs::is_directory(given, ignored);
  BPOL_TRY(const project::FolderSource files,
           project::FolderSource::Open(folder ? path : given.parent_path().string()));
  if (folder || given.filename() == project::kManifestName) return compiler::Compile(files, options);
  if (given.extension() == ".bpol") return compiler::CompileModule(files, given.filename().string(), options);
  return Error{"`" + path + "` is neither a project's folder nor a policy file; policy files end in `.bpol`"};
}

void ShowDiagnostics(const compiler::Compiled& compiled) {
  const auto colour = WantsColour(Stream::Error) ? diagnostics::Colour::Always : diagnostics::Colour::Never;
  const std::string text = diagnostics::RenderText(compiled.diagnostics, compiled.sources, colour);
  std::fflush(stdout);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace bpol::cli
