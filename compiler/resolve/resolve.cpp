#include "compiler/resolve/resolve.h"

#include <utility>

#include "compiler/resolve/resolver.h"

namespace bpol::resolve {

symbols::Module Resolver::Run() {
  IndexModules();
  LinkUses();
  DeclareAll();
  // Classes come after imports: whether `class a < b` declares `b` depends on whether a used module has it.
  for (const symbols::ModuleId module : InOrderOfUse()) {
    ImportInto(module);
    DeclareClasses(module);
  }
  CheckReferences();
  return std::move(builder_).Build();
}

symbols::Module Resolve(std::span<const syntax::File> files, Diagnostics& diagnostics) {
  return Resolver(files, diagnostics).Run();
}

}  // namespace bpol::resolve
