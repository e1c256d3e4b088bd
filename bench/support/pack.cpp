#include "bench/support/pack.h"

#include <algorithm>

#include "compiler/diagnostics/render.h"
#include "runtime/unit/image_file.h"

namespace bpol::bench {

Result<Pack> OpenPack(const std::string& folder) {
  BPOL_TRY(const project::FolderSource files, project::FolderSource::Open(folder));
  Pack pack;
  BPOL_TRY(pack.compiled, compiler::Compile(files, {}));
  const compiler::Compiled& compiled = *pack.compiled;
  if (compiled.diagnostics.has_errors())
    return Error{diagnostics::RenderText(compiled.diagnostics, compiled.sources, diagnostics::Colour::Never)};
  BPOL_TRY(const unit::FileDescriptor file, unit::SealedImageOf(compiled.image));
  BPOL_TRY(pack.native, unit::Load(file.get()));
  pack.name = pack.native->schema().name;
  return pack;
}

std::vector<Subject> SubjectsOf(const Pack& pack) {
  std::vector<Subject> subjects;
  const schema::Unit& schema = pack.native->schema();
  for (std::uint32_t action = 0; action < schema.actions.size(); ++action) {
    Subject subject{&pack, action, schema.actions[action].name, {}, {}};
    for (const checked::Test& test : pack.compiled->unit->tests) {
      if (test.action != action || std::ranges::find(subject.requests, test.request) != subject.requests.end())
        continue;
      subject.requests.push_back(test.request);
    }
    if (!subject.requests.empty()) subjects.push_back(std::move(subject));
  }
  return subjects;
}

}  // namespace bpol::bench
