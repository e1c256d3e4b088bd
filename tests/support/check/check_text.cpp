#include "tests/support/check/check_text.h"

#include <iostream>
#include <vector>

#include "compiler/analyse/analyse.h"
#include "compiler/check/check.h"
#include "compiler/diagnostics/render.h"
#include "compiler/parse/parse.h"
#include "compiler/resolve/resolve.h"
#include "compiler/source/source_map.h"

namespace bpol::tests {

checked::Project DefaultProject() {
  checked::Project project;
  project.regions = {"eu-central", "eu-west", "in-mumbai"};
  return project;
}

checked::Unit CheckText(std::string_view text, const checked::Project& project) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  const std::vector<syntax::File> files = {parse::Parse(sources.Add("text.bpol", std::string(text)), diagnostics)};
  const symbols::Module module = resolve::Resolve(files, diagnostics);
  checked::Unit unit = check::Check(module, project, diagnostics);
  if (!diagnostics.has_errors()) analyse::Analyse(unit, analyse::DeadLines::Told, diagnostics);
  if (diagnostics.has_errors()) {
    std::cerr << diagnostics::RenderText(diagnostics, sources, diagnostics::Colour::Never);
    std::exit(1);
  }
  return unit;
}

}  // namespace bpol::tests
