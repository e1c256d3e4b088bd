// Fixes: edits that certainly mend what a diagnostic is about, and what a file becomes by them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/source/source_map.h"

namespace bpol::diagnostics {

// None where it is not certain how to mend it. All of one diagnostic's belong together.
std::vector<Edit> FixOf(const Diagnostic& diagnostic, const source::SourceMap& sources);

// Those of all diagnostics, in source order. Of two that touch the same text the later is left out, with all that
// belong to it.
std::vector<Edit> FixesOf(const Diagnostics& diagnostics, const source::SourceMap& sources);

// `file` with those of `edits` that are of it. They do not overlap.
std::string Apply(const source::SourceFile& file, std::span<const Edit> edits);

// The line in which the first of `edits` begins as all of them leave it, without the blanks around it. Where that edit
// begins with a line break, the line that it adds.
std::string MendedLine(std::span<const Edit> edits, const source::SourceMap& sources);

}  // namespace bpol::diagnostics
