#include "tests/cases/run_case.h"

#include <algorithm>
#include <set>

#include "compiler/analyse/analyse.h"
#include "compiler/check/check.h"
#include "compiler/diagnostics/fix.h"
#include "compiler/format/format.h"
#include "compiler/parse/parse.h"
#include "compiler/resolve/resolve.h"
#include "compiler/syntax/printer.h"
#include "runtime/base/bytes.h"
#include "runtime/values/time.h"
#include "tests/cases/expectation.h"

namespace bpol::cases {
namespace {

namespace fs = std::filesystem;

constexpr values::Date kToday = 20'777;  // 2026-11-20: periods are over or not whatever day it is

// How far a case goes: by the folder of tests/cases it stands in, not by what stands above that.
bool StandsIn(const fs::path& name, std::string_view folder) {
  return !name.empty() && *name.begin() == folder;
}

std::string CompareGolden(const fs::path& path, const std::string& actual, Golden golden) {
  if (!fs::exists(path)) return "";
  if (golden == Golden::Update) {
    const Status written = WriteFile(path.string(), actual);
    return written.ok() ? "" : written.error().message;
  }
  const auto expected = ReadFile(path.string());
  if (!expected.ok()) return expected.error().message;
  return *expected == actual ? "" : "  differs from " + path.filename().string() + "; it is now:\n" + actual;
}

fs::path Sibling(fs::path path, std::string_view ending) {
  return path.replace_extension(ending);
}

// What the formatter makes of a file must be read as the same tree, and must not change when formatted again.
std::string CheckFormatting(const source::SourceFile& file, const syntax::File& tree, const fs::path& path,
                            Golden golden) {
  const std::string formatted = format::Format(tree, file);
  source::SourceMap sources;
  Diagnostics diagnostics;
  const source::SourceFile& second = sources.Add(file.path(), formatted);
  const syntax::File again = parse::Parse(second, diagnostics);
  std::string wrong = CompareGolden(Sibling(path, ".formatted.expected"), formatted, golden);
  if (syntax::Print(tree) != syntax::Print(again)) wrong += "  formatting changed its meaning:\n" + formatted;
  if (format::Format(again, second) != formatted)
    wrong += "  formatting twice differs from formatting once:\n" + formatted;
  return wrong;
}

void CheckTypes(const symbols::Module& module, Diagnostics& diagnostics) {
  checked::Project project;
  project.regions = {"eu-central", "eu-west", "in-mumbai"};
  project.today = kToday;
  const checked::Unit unit = check::Check(module, project, diagnostics);
  if (!diagnostics.has_errors()) analyse::Analyse(unit, analyse::DeadLines::Told, diagnostics);
}

// As far as the folder of the case says.
syntax::File Compile(const source::SourceFile& file, const fs::path& name, Diagnostics& diagnostics) {
  const std::vector<syntax::File> files = {parse::Parse(file, diagnostics)};
  if (!StandsIn(name, "parse") && !diagnostics.has_errors()) {
    const symbols::Module module = resolve::Resolve(files, diagnostics);
    if (StandsIn(name, "check")) CheckTypes(module, diagnostics);
  }
  return files[0];
}

using Told = std::multiset<std::pair<Code, std::string>>;

Told MessagesOf(const Diagnostics& diagnostics) {
  Told told;
  for (const Diagnostic& each : diagnostics.all()) told.emplace(each.code, each.message);
  return told;
}

// Each fix alone mends what it is about, and brings nothing new.
std::string CheckFixes(const source::SourceFile& file, const fs::path& name, const source::SourceMap& sources,
                       const Diagnostics& diagnostics) {
  std::string wrong;
  for (const Diagnostic& each : diagnostics.all()) {
    const std::vector<diagnostics::Edit> edits = FixOf(each, sources);
    if (edits.empty()) continue;
    source::SourceMap mended;
    Diagnostics after;
    Compile(mended.Add(file.path(), Apply(file, edits)), name, after);
    Told expected = MessagesOf(diagnostics);
    expected.erase(expected.find({each.code, each.message}));
    const Told told = MessagesOf(after);
    if (std::ranges::includes(expected, told)) continue;
    wrong += "  fixed as `" + MendedLine(edits, sources) + "` for " + each.message + ", and then:\n";
    for (const auto& [code, message] : told)
      if (!expected.contains({code, message})) wrong += "    " + std::string(NumberOf(code)) + ": " + message + "\n";
  }
  return wrong;
}

}  // namespace

std::string RunCase(const fs::path& root, const fs::path& name, Golden golden) {
  const fs::path path = root / name;
  auto text = ReadFile(path.string());
  if (!text.ok()) return text.error().message;
  source::SourceMap sources;
  Diagnostics diagnostics;
  const source::SourceFile& file = sources.Add(path.filename().string(), std::move(*text));
  const std::vector<syntax::File> files = {Compile(file, name, diagnostics)};

  std::string wrong = Differences(ReadExpectations(file), Found(diagnostics, file));
  if (diagnostics.has_errors() != path.filename().string().starts_with("fail_")) {
    wrong += "  the name starts with `fail_` exactly when errors are expected\n";
  }
  wrong += CompareGolden(Sibling(path, ".syntax.expected"), syntax::Print(files[0]), golden);
  if (!diagnostics.has_errors()) wrong += CheckFormatting(file, files[0], path, golden);
  return wrong + CheckFixes(file, name, sources, diagnostics);
}

}  // namespace bpol::cases
