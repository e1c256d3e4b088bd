#include "compiler/cli/fix_files.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "compiler/diagnostics/excerpt.h"
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

// As a terminal may have it: on one line, and of a long text only the beginning.
std::string Shown(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::string shown(text.substr(0, kLongest));
  std::ranges::replace(shown, '\n', ' ');
  return "`" + diagnostics::Printable(shown) + (text.size() > kLongest ? "…`" : "`");
}

void Tell(const source::SourceMap& sources, const Edit& edit) {
  const std::string before = Shown(sources.Text(edit.span));
  std::string told = sources.Position(edit.span) + ": ";
  if (edit.span.begin == edit.span.end) {
    told += Shown(edit.text) + " is put there";
  } else {
    told += before + (edit.text.empty() ? " is taken out" : " becomes " + Shown(edit.text));
  }
  std::puts(told.c_str());
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
