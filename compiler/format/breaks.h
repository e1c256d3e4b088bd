// Breaks: where lines begin. Most breaks are the author's; those that hide how a sentence goes on are not kept.
// Internal to format/.
#pragma once

#include <vector>

#include "compiler/format/hints.h"
#include "compiler/source/source_file.h"
#include "compiler/syntax/file.h"

namespace bpol::format {

enum class Break { None, Line, Blank };

// What stands before each token of `tree`, of which the first always begins a line.
//  - A line does not end in a word that needs what follows (`when`, `=`, `+`), nor begin with a sign that belongs to
//  what
//    is before it; `and` and `or` begin the line that they are broken at. A line that would become too long is left.
//  - A block, a set or a list that is broken between two of its items has the first of them, and its end, on lines of
//    their own.
//  - Comments and rows of tables stay on their lines.
std::vector<Break> FindBreaks(const syntax::File& tree, const source::SourceFile& file, const Hints& hints);

}  // namespace bpol::format
