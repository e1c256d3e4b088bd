// From what the user wrote after a command to a compiled project: a folder, its bpol.toml, or one policy file.
#pragma once

#include <memory>
#include <string>

#include "compiler/pipeline.h"

namespace bpol::cli {

Result<std::unique_ptr<compiler::Compiled>> CompilePath(const std::string& path, const compiler::Options& options);

// Writes the diagnostics for a person to standard error.
void ShowDiagnostics(const compiler::Compiled& compiled);

}  // namespace bpol::cli
