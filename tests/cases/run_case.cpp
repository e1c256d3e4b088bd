#include "tests/cases/run_case.h"

#include "compiler/analyse/analyse.h"
#include "compiler/check/check.h"
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
  if (!diagnostics.has_errors()) analyse::Analyse(unit, diagnostics);
}

}  // namespace

std::string RunCase(const fs::path& root, const fs::path& name, Golden golden) {
  const fs::path path = root / name;
  auto text = ReadFile(path.string());
  if (!text.ok()) return text.error().message;
  source::SourceMap sources;
  Diagnostics diagnostics;
  const source::SourceFile& file = sources.Add(path.filename().string(), std::move(*text));
  const std::vector<syntax::File> files = {parse::Parse(file, diagnostics)};
  if (!StandsIn(name, "parse") && !diagnostics.has_errors()) {
    const symbols::Module module = resolve::Resolve(files, diagnostics);
    if (StandsIn(name, "check")) CheckTypes(module, diagnostics);
  }

  std::string wrong = Differences(ReadExpectations(file), Found(diagnostics, file));
  if (diagnostics.has_errors() != path.filename().string().starts_with("fail_")) {
    wrong += "  the name starts with `fail_` exactly when errors are expected\n";
  }
  wrong += CompareGolden(Sibling(path, ".syntax.expected"), syntax::Print(files[0]), golden);
  if (!diagnostics.has_errors()) wrong += CheckFormatting(file, files[0], path, golden);
  return wrong;
}

}  // namespace bpol::cases
