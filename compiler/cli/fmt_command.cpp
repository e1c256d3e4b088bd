// bpol fmt: writes policies in their canonical form.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "compiler/cli/command.h"
#include "compiler/cli/terminal.h"
#include "compiler/diagnostics/render.h"
#include "compiler/format/format.h"
#include "compiler/parse/parse.h"
#include "compiler/project/load.h"
#include "runtime/base/bytes.h"

namespace bpol::cli {
namespace {

namespace fs = std::filesystem;

enum class Mode { Write, Check };

struct FmtArguments {
  std::vector<std::string> paths;
  bool check = false;
};

// The policy files below a folder, or the file itself.
Result<std::vector<std::string>> FilesAt(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return Error{"there is no file or folder `" + path + "`"};
  if (!fs::is_directory(path, error)) return std::vector<std::string>{path};
  std::vector<std::string> files;
  for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error))
    if (entry->is_regular_file() && entry->path().extension() == ".bpol") files.push_back(entry->path().string());
  if (error) return Error{"cannot read `" + path + "`: " + error.message()};
  std::ranges::sort(files);
  return files;
}

Exit FormatFile(const std::string& path, Mode mode) {
  auto text = ReadFile(path, project::kMaxModuleBytes);
  if (!text.ok()) return Fail(text.error());
  source::SourceMap sources;
  Diagnostics diagnostics;
  const source::SourceFile& file = sources.Add(path, std::move(*text));
  const syntax::File tree = parse::Parse(file, diagnostics);
  if (diagnostics.has_errors()) {
    const auto colour = WantsColour(Stream::Error) ? diagnostics::Colour::Always : diagnostics::Colour::Never;
    std::fputs(diagnostics::RenderText(diagnostics, sources, colour).c_str(), stderr);
    return Exit::Problem;
  }
  const std::string formatted = format::Format(tree, file);
  if (formatted == file.text()) return Exit::Ok;
  if (mode == Mode::Check) {
    std::printf("%s is not formatted; `bpol fmt` mends it\n", path.c_str());
    return Exit::Problem;
  }
  if (const Status written = WriteFile(path, formatted); !written.ok()) return Fail(written.error());
  std::printf("formatted %s\n", path.c_str());
  return Exit::Ok;
}

// All files are looked at; the worst of them is the status.
Exit Fmt(const FmtArguments& arguments) {
  const Mode mode = arguments.check ? Mode::Check : Mode::Write;
  Exit worst = Exit::Ok;
  for (const std::string& path : arguments.paths) {
    const auto files = FilesAt(path);
    if (!files.ok()) worst = Fail(files.error());
    if (!files.ok()) continue;
    for (const std::string& file : *files) worst = std::max(worst, FormatFile(file, mode));
  }
  return worst;
}

}  // namespace

void AddFmt(CLI::App& app, Exit& exit) {
  auto arguments = std::make_shared<FmtArguments>();
  CLI::App* command = app.add_subcommand("fmt", "write policy files in their canonical form");
  command->add_option("FILES", arguments->paths, "policy files, or folders of them")->required();
  command->add_flag("--check", arguments->check, "change nothing; name the files that are not in that form");
  command->callback([arguments, &exit] { exit = Fmt(*arguments); });
}

}  // namespace bpol::cli
