// Policy text from strangers: whatever comes in, parse/ gives a tree and messages with places inside the file; a text
// without errors means the same after formatting, and formatting twice is formatting once.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "compiler/diagnostics/render.h"
#include "compiler/format/format.h"
#include "compiler/parse/parse.h"
#include "compiler/resolve/resolve.h"
#include "compiler/syntax/printer.h"
#include "runtime/base/check.h"

namespace {

using namespace bpol;

void CheckFormatting(const syntax::File& tree, const source::SourceFile& file, source::SourceMap& sources) {
  const std::string formatted = format::Format(tree, file);
  Diagnostics diagnostics;
  const source::SourceFile& second = sources.Add("formatted.bpol", formatted);
  const syntax::File again = parse::Parse(second, diagnostics);
  // Indentation may push a line or the file beyond what is read; nothing else may go wrong.
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    BPOL_CHECK(diagnostic.code == Code::FileTooLarge, "formatting breaks nothing");
  }
  if (!diagnostics.empty()) return;
  BPOL_CHECK(syntax::Print(tree) == syntax::Print(again), "formatting changes no meaning");
  BPOL_CHECK(format::Format(again, second) == formatted, "formatting twice is formatting once");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  const source::SourceFile& file = sources.Add("input.bpol", std::string(reinterpret_cast<const char*>(data), size));
  std::vector<syntax::File> files;
  files.push_back(parse::Parse(file, diagnostics));
  syntax::Print(files[0]);
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    BPOL_CHECK(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= size,
               "places are inside the file");
  }
  if (!diagnostics.has_errors()) {
    CheckFormatting(files[0], file, sources);
    resolve::Resolve(files, diagnostics);
  }
  diagnostics::RenderText(diagnostics, sources, diagnostics::Colour::Always);
  diagnostics::RenderJson(diagnostics, sources);
  diagnostics::RenderSarif(diagnostics, sources);
  return 0;
}
