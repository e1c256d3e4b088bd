// Format: the canonical text of a policy, as `bpol fmt` writes it.
// Spaces, indentation and columns are ours. Line breaks are the author's where a sentence may be broken (breaks.h),
// with at most one blank line in a row. Comments stay where they are. Formatting twice gives the same as formatting
// once, and the tree does not change.
#pragma once

#include <string>

#include "compiler/source/source_file.h"
#include "compiler/syntax/file.h"

namespace bpol::format {

// `tree` must have come from `file` without errors: a mended tree is not what the author wrote.
std::string Format(const syntax::File& tree, const source::SourceFile& file);

}  // namespace bpol::format
