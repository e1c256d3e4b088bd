// The first look at a file: is it text of a size that we read at all?
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/source/source_file.h"

namespace bpol::parse {

enum class Readable { Yes, No };

// Refuses files and lines above the limits of parse.h, bytes that are not UTF-8, control characters, and marks that
// turn the direction of writing (a reader would see another rule than the compiler). Reports the first of each kind.
Readable CheckCharacters(const source::SourceFile& file, Diagnostics& diagnostics);

}  // namespace bpol::parse
