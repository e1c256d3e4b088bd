#include "compiler/cli/fix_files.h"

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "compiler/diagnostics/fix.h"
#include "runtime/base/bytes.h"

namespace bpol::cli {
namespace {

namespace fs = std::filesystem;
using diagnostics::Edit;

// Beside the file and then in its place, so that nobody ever reads half of it.
Status Replace(const std::string& path, const std::string& text) {
  const std::string beside = path + ".fixed";
  BPOL_TRY_STATUS(WriteFile(beside, text));
  std::error_code error;
  fs::permissions(beside, fs::status(path, error).permissions(), error);
  if (!error) fs::rename(beside, path, error);
  if (!error) return {};
  const std::string why = error.message();
  fs::remove(beside, error);
  return Error{"cannot write `" + path + "`: " + why};
}

void Tell(const source::SourceMap& sources, const Edit& edit) {
  const std::string_view before = sources.Text(edit.span);
  const std::string place = sources.Position(edit.span);
  if (before.empty()) {
    std::printf("%s: `%s` is put there\n", place.c_str(), edit.text.c_str());
  } else if (edit.text.empty()) {
    std::printf("%s: `%.*s` is taken out\n", place.c_str(), static_cast<int>(before.size()), before.data());
  } else {
    std::printf("%s: `%.*s` becomes `%s`\n", place.c_str(), static_cast<int>(before.size()), before.data(),
                edit.text.c_str());
  }
}

}  // namespace

Result<std::size_t> FixFiles(const compiler::Compiled& compiled) {
  const std::vector<Edit> edits = diagnostics::FixesOf(compiled.diagnostics, compiled.sources);
  for (std::size_t begin = 0, end = 0; begin < edits.size(); begin = end) {
    while (end < edits.size() && edits[end].span.file == edits[begin].span.file) ++end;
    const source::SourceFile& file = compiled.sources.FileOf(edits[begin].span);
    BPOL_TRY(const std::string there, ReadFile(file.path()));
    if (there != file.text()) return Error{"`" + file.path() + "` has changed since it was read"};
    BPOL_TRY_STATUS(Replace(file.path(), diagnostics::Apply(file, edits)));
    for (std::size_t i = begin; i < end; ++i) Tell(compiled.sources, edits[i]);
  }
  return edits.size();
}

}  // namespace bpol::cli
