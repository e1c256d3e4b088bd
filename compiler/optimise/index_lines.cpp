// Lines that begin with a test of the same value are found by it, so that a request meets only those that can still
// hold; lines that differ only in constants become one pattern and a row a line.
#include "compiler/optimise/index_choice.h"
#include "compiler/optimise/index_rows.h"
#include "compiler/optimise/rewrites.h"

namespace bpol::optimise {

void IndexLines(core::Program& program, const OptimiseOptions& options) {
  for (core::Function& function : program.functions) {
    auto* blocks = std::get_if<core::BlocksFunction>(&function.kind);
    if (blocks == nullptr) continue;
    for (core::Block& block : blocks->blocks) {
      if (block.dispatch.exists()) continue;
      const std::vector<List> lists = ChooseLists(program, block.lines, options.index);
      if (lists.empty()) continue;
      block.dispatch = MakeDispatch(program, block.lines, lists);
      block.lines.clear();
    }
  }
}

}  // namespace bpol::optimise
