// The rows of an index: which of a list's lines stand together as code, which are rows of a pattern, and the words of
// both.
#pragma once

#include <vector>

#include "compiler/core/core.h"
#include "compiler/optimise/index_choice.h"

namespace bpol::optimise {

// An index over the lines of a block by these lists, and one for the lines that are in none. The lines' own expressions
// move into it or are copied.
core::Dispatch MakeDispatch(core::Program& program, const std::vector<core::Line>& lines,
                            const std::vector<List>& lists);

}  // namespace bpol::optimise
