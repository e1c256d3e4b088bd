// Every control that a declaration names, wherever in it: of blocks, of lines, of factors, of invariants.
#pragma once

#include <vector>

#include "compiler/syntax/file.h"

namespace bpol::syntax {

// In text order within each part. The pointers live as long as the declaration.
std::vector<const Control*> ControlsOf(const Declaration& declaration);

}  // namespace bpol::syntax
