// Diagnostics as text for a terminal, and as JSON and SARIF for machines.
#pragma once

#include <string>

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/source/source_map.h"

namespace bpol::diagnostics {

enum class Colour { Never, Always };

// One diagnostic with an excerpt of each line it points at; ends in a line break. Control characters and bytes that are
// not UTF-8 are shown as U+FFFD, long lines are cut around the place, so that a hostile file cannot write on the
// terminal.
std::string RenderText(const Diagnostic& diagnostic, const source::SourceMap& sources, Colour colour);

// All in source order with blank lines between, then `2 errors, 1 warning`; empty when there are none.
std::string RenderText(const Diagnostics& diagnostics, const source::SourceMap& sources, Colour colour);

// A line for each:
// {"code","severity","message","file","range":{"start":{"line","column","offset"},"end":…},"labels","help","fix":[{"text","file","range"}]};
// lines and columns from 1, columns in code points, offsets in bytes; what has no place has no file and no range.
std::string RenderJson(const Diagnostics& diagnostics, const source::SourceMap& sources);

// A SARIF 2.1.0 log of one run, for services that show findings beside code, with the fixes that are certain. A rule's
// help names the page of its code in this tree.
std::string RenderSarif(const Diagnostics& diagnostics, const source::SourceMap& sources);

}  // namespace bpol::diagnostics
