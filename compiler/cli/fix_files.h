// The fixes of `bpol check --fix`, written into the files that they are of.
#pragma once

#include "compiler/pipeline.h"
#include "runtime/base/result.h"

namespace bpol::cli {

// Writes what certainly mends the mistakes that were found, a file at a time and each whole or not at all, and says on
// standard output what became of each line. How many edits were made; 0: there was nothing that is certain. A file that
// is not on disk as it was read is left alone, and is an error.
Result<std::size_t> FixFiles(const compiler::Compiled& compiled);

}  // namespace bpol::cli
