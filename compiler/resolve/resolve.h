// Resolve: syntax files -> symbols. Declares every top-level name, follows `use`, and checks each name in the head of a
// declaration (actions, classes, records, facts, fixtures). Names in expressions and types are check/'s, which knows
// what is built in.
#pragma once

#include <span>

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/symbols/symbols.h"
#include "compiler/syntax/file.h"

namespace bpol::resolve {

// `files` in the order of the manifest; they must outlive the result. Unknown and doubled names are reported, and the
// result is usable all the same: what is unknown is not found.
symbols::Module Resolve(std::span<const syntax::File> files, Diagnostics& diagnostics);

}  // namespace bpol::resolve
